"""Files with the latest articles: JSON Feed, RSS."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from copydesk.events import Article
from copydesk.formats.jsonfeed import json_feed
from copydesk.formats.rss import rss

from .atomic import replace

_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass
class Feeds:
    """Keeps the newest version of each article, and writes the latest of them."""

    json_path: Path | None
    """The JSON Feed; None for none."""
    rss_path: Path | None
    """The RSS file; None for none."""
    title: str
    """Name of the feeds."""
    link: str
    """The page that they belong to."""
    items: int
    """How many articles they show."""
    window: timedelta
    """How much older than the newest one a shown article may be."""
    _articles: dict[str, Article] = field(default_factory=dict)
    _changed: bool = True

    def take(self, article: Article) -> None:
        """Note an article, unless a newer version of it is known."""
        known = self._articles.get(article.article_id)
        if known is None or article.version >= known.version:
            self._articles[article.article_id] = article
            self._changed = True

    def write(self) -> bool:
        """Write the files if something changed; return whether they were.

        Raises:
            OSError: they cannot be written.
        """
        if not self._changed:
            return False
        latest = sorted(self._articles.values(), key=_age, reverse=True)
        newest = _age(latest[0])[0] if latest else _NEVER
        recent = [one for one in latest if newest - _age(one)[0] <= self.window]
        # What left the window never comes back.
        self._articles = {one.article_id: one for one in recent}
        shown = [one for one in recent if one.status == "usable"][: self.items]
        if self.json_path is not None:
            content = json_feed(shown, title=self.title, home_page_url=self.link)
            replace(self.json_path, content)
        if self.rss_path is not None:
            updated = max((one.fetched or _NEVER for one in shown), default=_NEVER)
            content = rss(
                shown, title=self.title, link=self.link, description=self.title, updated=updated
            )
            replace(self.rss_path, content)
        self._changed = False
        return True


def _age(article: Article) -> tuple[datetime, str]:
    """Return what newer articles have more of: our first sight, since pages print any date."""
    return article.first_seen or article.fetched or _NEVER, article.article_id
