"""Rights in a robots.txt: AI crawlers by purpose, Content-Signal, Content-Usage, RSL's License.

Specifications: RFC 9309; contentsignals.org; draft-ietf-aipref-attach-05 section 3; RSL 1.0
('License' directive, which belongs to no group).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from copydesk.events import RightsSignal

from .crawlers import PURPOSES
from .patterns import matches, normal, path_of

_MOST_LICENSES = 5
_KNOWN = {name.lower() for names in PURPOSES.values() for name in names}


@dataclass(slots=True)
class _Group:
    """A group of rules; those of AI crawlers share one object, however many they are."""

    agents: set[str] = field(default_factory=set)
    rules: list[tuple[str, bool]] = field(default_factory=list)
    """Pattern, and whether it allows."""
    signals: list[str] = field(default_factory=list)
    usages: list[tuple[str, str]] = field(default_factory=list)
    """Pattern and preference."""


@dataclass(frozen=True, slots=True)
class RobotsRights:
    """What a robots.txt says about use."""

    url: str
    read_at: datetime
    groups: tuple[_Group, ...] = ()
    licenses: tuple[str, ...] = ()

    def signals(self, page: str, token: str) -> list[RightsSignal]:
        """Return what holds for a page.

        Args:
            page: its address.
            token: our product token; its group counts, else that of all crawlers.
        """
        path = path_of(page)
        found = [("rsl-robots", url) for url in self.licenses]
        best = [(group, _best(group, path)) for group in self.groups if group.rules]
        for purpose, crawlers in PURPOSES.items():
            shut_out = [name for name in crawlers if not _allowed(best, name)]
            if shut_out:
                found.append((f"robots-{purpose}", ", ".join(shut_out)))
        own = self._of(token) or self._of("*")
        found += [("content-signal", said) for group in own for said in group.signals]
        found += [("content-usage-robots", said) for said in _longest(own, path)]
        return [
            RightsSignal(kind=kind, value=value, url=self.url, read_at=self.read_at)
            for kind, value in found
        ]

    def _of(self, token: str) -> list[_Group]:
        return [group for group in self.groups if token.lower() in group.agents]


def _allowed(best: list[tuple[_Group, tuple[int, bool]]], crawler: str) -> bool:
    named = (word for group, word in best if crawler.lower() in group.agents)
    return max(named, default=(-1, True))[1]


def _best(group: _Group, path: str) -> tuple[int, bool]:
    """Return length and word of the rule that counts for a path (RFC 9309 section 2.2.2).

    Of rules that are as long the one that allows counts; without any, all is allowed.
    """
    found = ((len(at), allows) for at, allows in group.rules if matches(at, path))
    return max(found, default=(-1, True))


def _longest(groups: list[_Group], path: str) -> list[str]:
    found = [(len(at), said) for one in groups for at, said in one.usages if matches(at, path)]
    most = max((length for length, _ in found), default=0)
    return list(dict.fromkeys(said for length, said in found if length == most))


def read_robots(text: str, token: str, url: str, read_at: datetime) -> RobotsRights:
    """Read a robots.txt.

    Args:
        text: the file.
        token: our product token.
        url: where it is.
        read_at: when it was read.
    """
    wanted = _KNOWN | {"*", token.lower()}
    # What stands before any group is meant for all.
    group, collecting = _Group({"*"}), False
    groups, licenses = [group], []
    for line in text.splitlines():
        name, colon, rest = line.partition("#")[0].partition(":")
        name, value = "".join(name.split()).lower(), rest.strip()
        if not colon:
            continue
        if name in ("user-agent", "useragent"):
            if not collecting:
                group = _Group()
                groups.append(group)
            collecting = True
            group.agents |= {value.partition("/")[0].strip().lower()} & wanted
            continue
        if name == "license" and value:
            licenses.append(value)
            continue
        if name != "sitemap":
            collecting = False
        if group.agents:
            _add(group, name, value)
    kept = tuple(one for one in groups if one.rules or one.signals or one.usages)
    return RobotsRights(url, read_at, kept, tuple(dict.fromkeys(licenses))[:_MOST_LICENSES])


def _add(group: _Group, name: str, value: str) -> None:
    if name in ("allow", "disallow"):
        if value and group.agents & _KNOWN:
            group.rules.append((normal(value), name == "allow"))
    elif name == "content-signal" and value:
        group.signals.append(value)
    elif name == "content-usage" and value:
        # Early drafts, and many sites, have no path.
        path, said = (
            value.split(maxsplit=1) if value.startswith("/") and " " in value else ("/", value)
        )
        group.usages.append((normal(path), said))
