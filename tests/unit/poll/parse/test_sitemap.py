"""Sitemaps (sitemaps.org protocol) and Google News sitemaps."""

from __future__ import annotations

import gzip

from copydesk.events import Enclosure
from copydesk.poll import parse_feed
from copydesk.poll.parse.model import EntrySource, Sitemap

from .reading import URL, codes, read

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = (
    f"<urlset {SPACES}><url><loc>https://a.example/1</loc><lastmod>2022-11-15</lastmod>"
    "<news:news><news:publication><news:name>Desk</news:name><news:language>fr</news:language>"
    "</news:publication><news:publication_date>2022-11-14T04:42:00+01:00</news:publication_date>"
    "<news:title>A &amp; B</news:title><news:keywords>x, y</news:keywords></news:news>"
    "<image:image><image:loc>/1.jpg</image:loc></image:image></url><url/></urlset>"
)


def test_a_news_sitemap_is_a_feed() -> None:
    feed = read(NEWS)
    [one] = feed.entries
    assert (feed.format, feed.title, feed.language) == ("news sitemap", "Desk", "fr")
    assert (one.key, one.id, one.title) == ("https://a.example/1", None, "A & B")
    assert (one.categories, one.source) == (("x", "y"), EntrySource("Desk"))
    assert one.enclosures == (Enclosure(href="https://a.example/1.jpg"),)
    assert one.published is not None
    assert one.updated is not None
    assert (one.published.offset, one.updated.text) == ("+01:00", "2022-11-15")


def test_it_may_be_a_gzip_file() -> None:
    assert read(gzip.compress(NEWS.encode())).entries == read(NEWS).entries


def test_a_plain_sitemap_has_links() -> None:
    feed = read("<urlset><url><loc> /1 </loc></url></urlset>")
    assert (feed.format, [one.link for one in feed.entries]) == ("sitemap", ["https://a.example/1"])
    assert codes(feed) == set()


def test_an_index_has_sitemaps_and_no_entries() -> None:
    feed = read(f"<sitemapindex {SPACES}><sitemap><loc>/n.xml.gz</loc></sitemap></sitemapindex>")
    assert (feed.format, feed.entries) == ("sitemap index", ())
    assert feed.sitemaps == (Sitemap("https://a.example/n.xml.gz"),)


def test_of_too_many_the_latest_stay_in_their_order() -> None:
    def parts(name: str) -> str:
        return "".join(
            f"<{name}><loc>/{day}</loc><lastmod>2022-11-{day}</lastmod></{name}>"
            for day in (12, 11, 15, 14)
        )

    pages = parse_feed(f"<urlset>{parts('url')}</urlset>".encode(), url=URL, max_entries=2)
    assert [one.link for one in pages.entries] == ["https://a.example/15", "https://a.example/14"]
    text = f"<sitemapindex>{parts('sitemap')}</sitemapindex>"
    index = parse_feed(text.encode(), url=URL, max_entries=2)
    assert [one.url for one in index.sitemaps] == ["https://a.example/15", "https://a.example/14"]
    assert codes(index) == {"too-many-entries"}
