"""Sites with many articles, some of which change once they have been read: for whole-way tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from aiohttp import web

from copydesk.events import Article, Feed
from copydesk.feeds import write_feeds
from copydesk.settings import Settings
from copydesk.urls import article_id
from tests.servers import Server
from tests.support import with_section

_PARAGRAPHS = (
    "The council met on Monday and decided that boat number {n} would sail before dawn each day "
    "of the week, after a request that was signed by bakers and nurses from both shores.",
    "According to the harbour office the crossing takes twenty minutes, and the fare of boat "
    "{n} stays as it was until the end of the year, whatever the price of fuel does.",
    "Residents had asked that engines be kept slow near the houses. The company agreed to a "
    "limit inside the breakwater, which boat {n} has to keep from the first day on.",
)
_SECOND = "Correction of the timetable: boat {n} leaves ten minutes earlier than first announced."


class Press:
    """Articles by number on several sites, each with an RSS feed of its own.

    Args:
        server: serves all of them.
        total: how many articles.
        changing: numbers of those that get a second version once the first is published.
        sites: how many sites share them.
        eager: whether they change already when the first version was read.
    """

    def __init__(
        self,
        server: Server,
        total: int,
        changing: Sequence[int],
        sites: int = 6,
        *,
        eager: bool = False,
    ) -> None:
        self._server = server
        self.total = total
        self.changing = frozenset(changing)
        self._sites = sites
        self._eager = eager
        self._first_is_out: set[int] = set()
        self.wrong: dict[str, str | None] = {}
        """Articles that were not as they must be at the last look, and their text as it was."""
        for n in range(total):
            server.paths[f"/story/{n}"] = self._page
        server.paths["/rss"] = self._feed

    def host(self, n: int) -> str:
        return f"press{n % self._sites}.test"

    def url(self, n: int) -> str:
        return self._server.url(f"/story/{n}", self.host(n))

    def id(self, n: int) -> str:
        return article_id(self.url(n))

    def text(self, n: int, version: int) -> str:
        """The body of an article."""
        lines = [line.format(n=n) for line in _PARAGRAPHS]
        return "\n\n".join(lines if version == 1 else [*lines, _SECOND.format(n=n)])

    def _version(self, n: int) -> int:
        return 2 if n in self.changing and n in self._first_is_out else 1

    def note(self, published: Sequence[Article]) -> None:
        """Take in what is published so far: first versions that are out may change now."""
        out = {article.article_id for article in published}
        self._first_is_out |= {n for n in self.changing if self.id(n) in out}

    def is_complete(self, published: Sequence[Article]) -> bool:
        """Whether the last version of every article is out, and is the newest one."""
        self.note(published)
        last = {article.article_id: article.body.text for article in published}
        expected = {self.id(n): self.text(n, 1 + (n in self.changing)) for n in range(self.total)}
        self.wrong = {
            key: last.get(key)
            for key in expected.keys() | last.keys()
            if last.get(key) != expected.get(key)
        }
        return not self.wrong

    def seen(self) -> str:
        """What was wrong at the last look, for a message: how much, and three of them."""
        return f"{len(self.wrong)} of {self.total} are not right: {list(self.wrong.items())[:3]}"

    async def _page(self, request: web.BaseRequest) -> web.StreamResponse:
        n = int(request.path.rpartition("/")[2])
        body = "".join(f"<p>{escape(p)}</p>" for p in self.text(n, self._version(n)).split("\n\n"))
        if self._eager and n in self.changing:
            self._first_is_out.add(n)
        title = f"Boat number {n} sails before dawn"
        return web.Response(
            text=f"<html lang='en'><head><title>{title}</title></head><body><article>"
            f"<h1>{title}</h1>{body}</article></body></html>",
            content_type="text/html",
        )

    async def _feed(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        items = "".join(
            f"<item><guid>{n}</guid><link>{self.url(n)}</link>"
            f"<title>Boat number {n} sails before dawn</title>"
            f"<description>version {self._version(n)}</description></item>"
            for n in range(self.total)
            if self.host(n) == host
        )
        return web.Response(
            text=f"<rss version='2.0'><channel><title>Press</title>{items}</channel></rss>",
            content_type="application/rss+xml",
        )

    def settings(self, settings: Settings) -> Settings:
        """Settings under which the sites are reachable and nothing waits for long."""
        settings = with_section(
            settings,
            "http",
            allow_hosts="*.test",
            resolve=f"*.test={self._server.address}",
            extra_suffixes="test",
        )
        # Each feed has all its articles from the start, and is asked often for their changes.
        settings = with_section(
            settings, "poll", min_interval_s=1.0, max_interval_s=5.0, first_most=self.total
        )
        settings = with_section(settings, "normalize", processes=1)
        return with_section(settings, "fetch", per_host=8, retry_scale=0.02)

    async def subscribe(self, settings: Settings) -> None:
        """Add the feeds."""
        urls = [self._server.url("/rss", self.host(n)) for n in range(self._sites)]
        await write_feeds(settings, [(url, Feed(url=url)) for url in urls])
