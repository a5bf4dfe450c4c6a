"""All that the newsroom has said by a moment: a pure function of the stories and the time."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from . import bulletins
from .articles import Article, written
from .sites import SITES, Site

FEED_ENTRIES = 20
_DIGITS = re.compile(r"\d+")


class Expected(NamedTuple):
    """What a perfect pipeline has published of one article."""

    url: str
    versions: int


def articles(site: Site, t: float, *, limit: int | None = None) -> list[Article]:
    """Return the articles that a site has put out by `t`, newest first, vanished ones too."""
    numbers = bulletins.numbers(site, t)
    recent = numbers if limit is None else numbers[-limit:]
    out = [article for article in written(site) if article.story.at <= t]
    out += [bulletins.bulletin(number) for number in recent]
    out.sort(key=lambda article: (-article.published, -article.story.code))
    return out[:limit]


def feed_entries(site: Site, t: float) -> list[Article]:
    """Return what the site's feed lists at `t`, newest first."""
    # Twice as many are looked at, so that vanished ones leave no gap.
    listed = [one for one in articles(site, t, limit=2 * FEED_ENTRIES) if one.listed(t)]
    return listed[:FEED_ENTRIES]


def find(site: Site, path: str, t: float) -> Article | None:
    """Return the article at a path of a site, None if there is (as yet) none.

    Args:
        path: with its query if that names the article, percent-encoded or not.
    """
    wanted = unquote(path)
    for article in written(site):
        if unquote(article.path) == wanted:
            return article if article.story.at <= t else None
    digits = _DIGITS.findall(wanted)
    number = bulletins.number_of(int(digits[-1])) if digits and len(digits[-1]) < 16 else None
    if number is None or number > bulletins.latest(t):
        return None
    candidate = bulletins.bulletin(number)
    return candidate if candidate.site == site and unquote(candidate.path) == wanted else None


def expected(port: int, t: float) -> list[Expected]:
    """Return what a perfect pipeline has published by `t` from the sites that mean well.

    Addresses are without tracking parameters, sorted; articles that robots.txt forbids are
    left out. The trap's articles are in `trap.expected`.
    """
    return sorted(
        Expected(site.url(port, article.path), version.number)
        for site in SITES
        for article in articles(site, t)
        if article.allowed and (version := article.version(t))
    )
