"""Made-up input for the benchmarks: the demo newsroom's pages and feeds, the same each time."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import structs

from copydesk.codec import encode
from copydesk.demo import archive
from copydesk.demo.feeds import CONTENT_TYPES
from copydesk.demo.pages import article_page
from copydesk.demo.server import site_feed
from copydesk.demo.sites import SITES
from copydesk.demo.state import State
from copydesk.enrich.enrich import enrich
from copydesk.events import Copy, Discovered, FeedRef, Fetched, Normalized
from copydesk.headers import Order, cloud_event, event_id
from copydesk.normalize.article import normalize_page
from copydesk.records import Output
from copydesk.settings import NormalizeSettings
from copydesk.topics import ENRICHED, NORMALIZED, Topic

STATE = State(start=1_790_000_000, port=80)
_TEXTS = 300
"""Different texts in a long backlog."""
SEEN = datetime.fromtimestamp(STATE.start, UTC)


def facts(url: str, title: str | None = None) -> Fetched:
    """Return the facts of a fetch of an address, whose feed entry has this title."""
    feed = FeedRef(url="http://feed.newsroom.test/rss.xml")
    entry = Discovered(feed=feed, link=url, title=title, change="new", seen_at=SEEN)
    return Fetched(
        url=url,
        final_url=url,
        status=200,
        headers={},
        fetched_at=SEEN,
        elapsed_ms=1,
        charset=None,
        entry=entry,
    )


def pages(count: int) -> list[tuple[bytes, Fetched]]:
    """Return pages of all sites in turn, six languages, as served and as fetched."""
    t = 7200.0
    by_site = [archive.articles(site, t) for site in SITES]
    found: list[tuple[bytes, Fetched]] = []
    for row in zip(*by_site, strict=False):
        for article in row:
            version = article.version(t)
            assert version is not None
            text = article_page(article, version, port=STATE.port, start=STATE.start, t=t)
            body = text.encode(article.site.encoding, "xmlcharrefreplace")
            url = article.site.url(STATE.port, article.path)
            found.append((body, facts(url, title=version.headline)))
    if len(found) < count:
        raise SystemExit(f"the newsroom has no more than {len(found)} pages")
    return found[:count]


def feeds() -> list[tuple[bytes, str, dict[str, str]]]:
    """Return each site's feed: bytes, address, response headers."""
    found = []
    for site in SITES:
        text, _ = site_feed(site, STATE, 7200.0)
        kind = f"{CONTENT_TYPES[site.feed_format]}; charset={site.encoding}"
        body = text.encode(site.encoding, "xmlcharrefreplace")
        found.append((body, site.feed_url(STATE.port), {"content-type": kind}))
    return found


def normalized(count: int) -> list[Normalized]:
    """Return the newsroom's articles as normalize makes them."""
    settings = NormalizeSettings()
    return [normalize_page(body, known, settings) for body, known in pages(count)]


def normalized_outputs(count: int) -> list[Output]:
    """Return records for `normalized`: articles of the newsroom under ids of their own."""
    texts = normalized(min(count, _TEXTS))
    return [_output(NORMALIZED, texts[n % len(texts)], n) for n in range(count)]


def enriched_outputs(count: int) -> list[Output]:
    """Return records for `enriched`: articles of the newsroom under ids of their own."""
    texts = [enrich(article) for article in normalized(min(count, _TEXTS))]
    return [_output(ENRICHED, texts[n % len(texts)], n) for n in range(count)]


def _output(topic: Topic, article: Copy, number: int) -> Output:
    renamed = structs.replace(article, article_id=f"urn:copydesk:article:1:bench{number}")
    order = Order(STATE.start * 1000, 0, number)
    key = renamed.article_id
    headers = cloud_event(
        id=event_id(topic.name, key, *order),
        type=f"copydesk.{topic.name}",
        source="/copydesk/bench",
        subject=key,
        schema=topic.name,
        partition_key=key,
        time=SEEN,
        order=order,
    )
    return Output(topic, key.encode(), encode(renamed), headers)
