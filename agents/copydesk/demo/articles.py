"""Articles and their versions: what a site has to say, and from when on.

Times are seconds on the demo clock: 0 is the moment when the newsroom was first opened.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec

from .sites import Site


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A later state of a story, as written in its file; what is left out stays as it was.

    `rewrite` maps a paragraph's number (from 1) to its new text. `advert` marks a revision in
    which only the advert beside the story is another one: no new version of the article.
    """

    at: float
    headline: str | None = None
    standfirst: str | None = None
    rewrite: dict[str, str] = {}
    append: list[str] = []
    advert: bool = False


class Dateline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What opens a story's first paragraph; `{day}` in `text` is the day of publication.

    `place` and `source` are parts of `text`: what a reader is to find in it.
    """

    text: str
    place: str = ""
    source: str = ""

    def printed(self, day: str) -> str:
        """Return it with the day as the site prints it."""
        return self.text.replace("{day}", day)


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A story, as written in `stories/<site>.toml`.

    `age_min` is how long before `at` it says that it was published, in minutes. `gone` is when
    its page answers `gone_status` from; it then also leaves the feed, unless `gone_in_feed`.
    `path` overrides the site's. `charset` is a wrong one that the page's header declares.
    """

    code: int
    slug: str
    headline: str
    standfirst: str
    paragraphs: list[str]
    section: str
    at: float = 0
    age_min: int = 0
    kicker: str = ""
    dateline: Dateline | None = None
    sign_off: str = ""
    byline: str = ""
    caption: str = ""
    see_also: bool = True
    path: str = ""
    charset: str = ""
    gone: float | None = None
    gone_status: int = 404
    gone_in_feed: bool = False
    revision: list[Revision] = []


class _StoryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    story: list[Story]


@dataclass(frozen=True)
class Version:
    """One state of an article.

    Attributes:
        number: as a reader of the ledger counts: it rises when something changed that counts.
        at: seconds on the demo clock from which it is served.
        advert: which advert stands beside it.
    """

    number: int
    at: float
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    advert: int = 0


@dataclass(frozen=True)
class Article:
    """An article of a site with all its versions, future ones too."""

    site: Site
    story: Story
    versions: tuple[Version, ...]

    @property
    def path(self) -> str:
        """Return the article's path, with its query if that names it, percent-encoded."""
        story = self.story
        return story.path or self.site.article_path.format(code=story.code, slug=story.slug)

    @property
    def published(self) -> float:
        """Return when it says that it was published, in seconds on the demo clock."""
        return self.story.at - 60 * self.story.age_min

    @property
    def allowed(self) -> bool:
        """Say whether the site's robots.txt lets a reader fetch it."""
        return not any(self.path.startswith(prefix) for prefix in self.site.disallow)

    def version(self, t: float) -> Version | None:
        """Return the version that is served at `t`, None before the first one."""
        seen = [version for version in self.versions if version.at <= t]
        return seen[-1] if seen else None

    def gone(self, t: float) -> bool:
        """Say whether its page has vanished by `t`."""
        return self.story.gone is not None and self.story.gone <= t

    def listed(self, t: float) -> bool:
        """Say whether it is to be found in its site's feed at `t`."""
        return self.story.at <= t and (self.story.gone_in_feed or not self.gone(t))

    def modified(self, t: float) -> float:
        """Return when it says that it was last changed, in seconds on the demo clock."""
        if self.story.gone is not None and self.gone(t):
            return self.story.gone
        version = self.version(t)
        if version is None or version == self.versions[0]:
            return self.published
        return version.at


def article(site: Site, story: Story) -> Article:
    """Spell out all versions of a story."""
    versions = [
        Version(1, story.at, story.headline, story.standfirst, tuple(story.paragraphs)),
    ]
    for revision in story.revision:
        versions.append(_revise(versions[-1], revision))
    return Article(site, story, tuple(versions))


def _revise(before: Version, revision: Revision) -> Version:
    if revision.advert:
        return replace(before, at=revision.at, advert=before.advert + 1)
    return replace(
        before,
        number=before.number + 1,
        at=revision.at,
        headline=revision.headline or before.headline,
        standfirst=revision.standfirst or before.standfirst,
        paragraphs=(
            *(
                revision.rewrite.get(str(number), text)
                for number, text in enumerate(before.paragraphs, start=1)
            ),
            *revision.append,
        ),
    )


@cache
def written(site: Site) -> tuple[Article, ...]:
    """Return the hand-written articles of a site, in the order of their file."""
    text = (files(__package__) / "stories" / f"{site.name}.toml").read_text(encoding="utf-8")
    return tuple(
        article(site, story)
        for story in msgspec.convert(tomllib.loads(text), type=_StoryFile).story
    )
