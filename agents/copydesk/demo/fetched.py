"""What a desk has fetched from the newsroom, as records: for recordings and for tests.

A function of the moments at which its feeds are read: the same arguments, the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from copydesk import headers as h
from copydesk.codec import encode
from copydesk.events import Discovered, FeedDate, FeedRef, Fetched
from copydesk.instants import to_ms
from copydesk.partitions import partition_for
from copydesk.records import Record
from copydesk.topics import FETCHED

from . import archive, trap
from .articles import Article, Version
from .dates import moment
from .pages import article_page
from .sites import SITES, TRAP, Site
from .state import State

STATE = State(start=1_793_500_000, port=24321)
"""A newsroom that was opened at this time (UTC), with this port in all addresses."""
_REFUSED = (
    ("/binary", trap.PICTURE),
    ("/empty", b"<!DOCTYPE html>\n<title></title>\n"),
)
"""Pages of the trap in which no article is."""
_TRACE = b"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"


def fetched(moments: Iterable[float], *, partitions: int = 4, trapped: bool = True) -> list[Record]:
    """Return the `fetched` records of a desk that reads all feeds at some moments.

    Pages that changed are read again, so are those beside which only the advert is another one;
    the trap adds pages that are refused.

    Args:
        moments: seconds on the demo clock, rising.
        partitions: of the topic.
        trapped: whether the trap's pages are among them.
    """
    offsets: Counter[int] = Counter()
    found: list[Record] = []
    for number, (site, url, body, entry, at) in enumerate(_reads(moments, trapped)):
        known = Fetched(
            url=url,
            final_url=url,
            status=200,
            headers={"content-type": f"text/html; charset={site.encoding}"},
            remote_address="127.0.0.1",
            fetched_at=at + timedelta(milliseconds=number),
            elapsed_ms=3,
            charset=site.encoding,
            entry=entry,
        )
        key = site.host.encode()
        partition = partition_for(key, partitions)
        headers = h.cloud_event(
            id=h.event_id("fetched", url, known.fetched_at.isoformat()),
            type="copydesk.fetched",
            source="/copydesk/fetch",
            subject=url,
            schema="fetched",
            partition_key=site.host,
            time=known.fetched_at,
            content_type=known.headers["content-type"],
            extra=((h.HTTP_HEADER, encode(known)),),
        )
        # A trace of its own would make another recording each time.
        same = tuple((n, _TRACE if n == "traceparent" else value) for n, value in headers)
        found.append(
            Record(
                FETCHED.name,
                partition,
                offsets[partition],
                key,
                body,
                same,
                to_ms(known.fetched_at),
            )
        )
        offsets[partition] += 1
    return found


_Read = tuple[Site, str, bytes, Discovered, datetime]


def _reads(moments: Iterable[float], trapped: bool) -> Iterator[_Read]:
    seen: dict[str, tuple[int, int]] = {}
    for t in moments:
        at = datetime.fromtimestamp(STATE.start + t, UTC)
        for site in SITES:
            for article in archive.feed_entries(site, t):
                version = article.version(t)
                url = site.url(STATE.port, article.path)
                if version is None or not article.allowed or article.gone(t):
                    continue
                state = (version.number, version.advert)
                if seen.get(url) != state:
                    entry = _entry(article, version, url, url in seen, at)
                    seen[url] = state
                    yield site, url, _page(article, version, t), entry, at
    if trapped:
        feed = FeedRef(url=TRAP.feed_url(STATE.port), title=TRAP.title)
        for path, body in _REFUSED:
            url = TRAP.url(STATE.port, path)
            entry = Discovered(feed=feed, link=url, title=path, change="new", seen_at=at)
            yield TRAP, url, body, entry, at


def _entry(article: Article, version: Version, url: str, known: bool, at: datetime) -> Discovered:
    site, published = article.site, moment(STATE.start, article.published, UTC)
    return Discovered(
        feed=FeedRef(url=site.feed_url(STATE.port), title=site.title),
        link=url,
        title=version.headline,
        published=FeedDate(value=published, offset="+00:00", text=published.isoformat()),
        change="changed" if known else "new",
        seen_at=at,
    )


def _page(article: Article, version: Version, t: float) -> bytes:
    text = article_page(article, version, port=STATE.port, start=STATE.start, t=t)
    return text.encode(article.site.encoding, "xmlcharrefreplace")
