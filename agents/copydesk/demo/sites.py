"""The sites of the demo newsroom: names, languages, feed formats, manners."""

from dataclasses import dataclass
from datetime import timedelta, timezone
from enum import StrEnum

DOMAIN = "newsroom.test"  # .test is never delegated: RFC 6761, section 6.2


class FeedFormat(StrEnum):
    """Formats of the feeds."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"


@dataclass(frozen=True)
class Site:
    """One site of the newsroom.

    Attributes:
        name: first label of the host, and name of its files in `stories/` and `templates/`.
        article_path: of an article, percent-encoded; `{code}` and `{slug}` are filled in.
        utc_offset_min: the site's local time, minutes east of UTC.
        encoding: of its pages and its feed.
        tracking: query that its feed appends to links, "" for none.
        crawl_delay_s: what its robots.txt asks for, 0 for nothing.
        disallow: paths its robots.txt forbids.
    """

    name: str
    title: str
    tagline: str
    language: str
    feed_format: FeedFormat
    feed_path: str
    article_path: str
    utc_offset_min: int
    encoding: str = "utf-8"
    tracking: str = ""
    crawl_delay_s: int = 0
    disallow: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Return the host name, without the port."""
        return f"{self.name}.{DOMAIN}"

    @property
    def zone(self) -> timezone:
        """Return the site's local zone, a fixed offset."""
        return timezone(timedelta(minutes=self.utc_offset_min))

    def url(self, port: int, path: str = "/") -> str:
        """Return an absolute address on this site."""
        return f"http://{self.host}:{port}{path}"

    def feed_url(self, port: int) -> str:
        """Return the address of the site's feed."""
        return self.url(port, self.feed_path)


SITES = (
    Site(
        name="kabar",
        title="Kabar Nusa",
        tagline="Berita dari pesisir dan pulau",
        language="id",
        feed_format=FeedFormat.RSS,
        feed_path="/rss.xml",
        article_path="/id/news/{code}/{slug}",
        utc_offset_min=7 * 60,
    ),
    Site(
        name="harbour",
        title="The Harbour Post",
        tagline="News from both sides of the water",
        language="en",
        feed_format=FeedFormat.ATOM,
        feed_path="/feed.atom",
        article_path="/news/{slug}",
        utc_offset_min=0,
        tracking="utm_source=feed&utm_medium=atom",
        disallow=("/notices/",),
    ),
    Site(
        name="mina",
        title="صحيفة الميناء",
        tagline="أخبار المدينة والساحل",
        language="ar",
        feed_format=FeedFormat.RSS,
        feed_path="/rss",
        article_path="/%D8%AE%D8%A8%D8%B1/{code}",
        utc_offset_min=3 * 60,
    ),
    Site(
        name="vestnik",
        title="Речной вестник",
        tagline="Новости города на реке",
        language="ru",
        feed_format=FeedFormat.RSS,
        feed_path="/export/rss.xml",
        article_path="/news/{slug}.html",
        utc_offset_min=5 * 60,
        encoding="windows-1251",
    ),
    Site(
        name="chengbao",
        title="江湾晨报",
        tagline="看见身边的城市",
        language="zh",
        feed_format=FeedFormat.RDF,
        feed_path="/index.rdf",
        article_path="/view?id={code}",
        utc_offset_min=8 * 60,
    ),
    Site(
        name="bandar",
        title="روزنامه بندر",
        tagline="خبرهای شهر و دریا",
        language="fa",
        feed_format=FeedFormat.ATOM,
        feed_path="/atom.xml",
        article_path="/news/{code}/",
        utc_offset_min=3 * 60 + 30,
        crawl_delay_s=1,
    ),
)

TRAP = Site(
    name="trap",
    title="The Trap",
    tagline="Everything that can go wrong",
    language="en",
    feed_format=FeedFormat.RSS,
    feed_path="/rss.xml",
    article_path="/{slug}",
    utc_offset_min=0,
)
