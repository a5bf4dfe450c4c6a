"""The well-meaning sites over HTTP."""

from html import escape
from urllib.parse import urlsplit, urlunsplit

import feedparser
import httpx
import pytest
from resiliparse.extract.html2text import extract_plain_text

from copydesk.demo import Newsroom, archive
from copydesk.demo.articles import Article, written
from copydesk.demo.sites import SITES, FeedFormat, Site
from copydesk.normalize import extract

from .conftest import Clock

VERSIONS = {FeedFormat.RSS: "rss20", FeedFormat.ATOM: "atom10", FeedFormat.RDF: "rss10"}


def body_of(page: str) -> str:
    """Return what another's extractor takes for the article's text."""
    return str(extract_plain_text(page, main_content=True))


def without_query(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(query="")) if "utm_" in url else url


def text_of(response: httpx.Response, article: Article) -> str:
    """Decode a page as its site means it, whatever the header says."""
    return response.content.decode(article.site.encoding)


async def parsed(client: httpx.AsyncClient, url: str) -> feedparser.FeedParserDict:
    response = await client.get(url)
    assert response.status_code == 200
    return feedparser.parse(response.content, response_headers=dict(response.headers))


@pytest.mark.parametrize("t", [0, 300, 600, 7200])
async def test_every_feed_is_well_formed_and_lists_what_is_out(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock, t: float
) -> None:
    clock.t = t
    expected = {url for url, _ in newsroom.expected(t)}
    seen: set[str] = set()
    for site in SITES:
        feed = await parsed(client, site.feed_url(newsroom.port))
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == VERSIONS[site.feed_format]
        entries = archive.feed_entries(site, t)
        assert [one.title for one in feed.entries] == [
            version.headline for one in entries if (version := one.version(t))
        ]
        assert all(one.published_parsed and one.updated_parsed for one in feed.entries)
        seen |= {without_query(one.link) for one in feed.entries}
    unwanted = {url for url in seen if "/notices/" in url}
    assert seen - unwanted <= expected
    if t == 0:
        assert seen == expected


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
async def test_every_article_answers_and_an_extractor_finds_its_text(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock, site: Site
) -> None:
    clock.t = 620
    for article in archive.articles(site, clock.t):
        response = await client.get(site.url(newsroom.port, article.path))
        if article.gone(clock.t):
            assert response.status_code == article.story.gone_status
            continue
        assert response.status_code == 200
        version = article.version(clock.t)
        assert version is not None
        page = text_of(response, article)
        assert escape(version.headline) in page
        found = body_of(page)
        for paragraph in version.paragraphs:
            assert paragraph in found


async def test_texts_change_when_the_clock_says_so(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    for site in SITES:
        for article in written(site):
            url = site.url(newsroom.port, article.path)
            for version in article.versions:
                clock.t = version.at
                if article.gone(clock.t):
                    continue
                page = text_of(await client.get(url), article)
                assert escape(version.headline) in page
                assert all(escape(text, quote=False) in page for text in version.paragraphs)


async def test_an_advert_changes_the_page_and_the_feed_but_not_the_article(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    article = next(
        one for site in SITES for one in written(site) if any(v.advert for v in one.versions)
    )
    url = article.site.url(newsroom.port, article.path)
    pages, updates = [], []
    for version in article.versions:
        clock.t = version.at
        pages.append(text_of(await client.get(url), article))
        feed = await parsed(client, article.site.feed_url(newsroom.port))
        updates += [one.updated for one in feed.entries if one.link.startswith(url)]
    assert len(set(pages)) == len(article.versions) == len(set(updates))
    assert len({extract(page, url).text for page in pages}) == 1


async def test_nothing_is_there_before_its_time_and_vanished_pages_say_so(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    statuses = []
    for article in (one for site in SITES for one in written(site) if one.story.gone):
        url = article.site.url(newsroom.port, article.path)
        for t in (article.story.at - 1, article.story.at, article.story.gone):
            clock.t = t or 0
            statuses.append((await client.get(url)).status_code)
    assert sorted(statuses) == sorted([404, 200, 410, 404, 200, 404])


async def test_conditional_requests_get_304_until_something_changes(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = 80
    site = SITES[1]
    article = written(site)[0]
    for url in (site.feed_url(newsroom.port), site.url(newsroom.port, article.path)):
        clock.t = 80
        first = await client.get(url)
        tag = {"If-None-Match": first.headers["ETag"]}
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        for conditions in (tag, since):
            again = await client.get(url, headers=conditions)
            assert again.status_code == 304
            assert again.content == b""
            assert again.headers["ETag"] == first.headers["ETag"]
        clock.t = 226
        assert (await client.get(url, headers=tag)).status_code == 200
        assert (await client.get(url, headers=since)).status_code == 200


async def test_pages_are_compressed_for_those_who_take_it(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    url = newsroom.feeds[0]
    plain = await client.get(url, headers={"Accept-Encoding": "identity"})
    packed = await client.get(url, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    refused = await client.get(url, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert plain.content == packed.content == refused.content


async def test_charsets_are_declared_and_one_is_declared_wrongly(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = 600
    wrong, encodings = [], set()
    for site in SITES:
        for article in archive.articles(site, clock.t):
            response = await client.get(site.url(newsroom.port, article.path))
            declared = response.headers["Content-Type"].partition("charset=")[2]
            if response.status_code == 200:
                encodings.add(declared)
                wrong += [declared] if declared != site.encoding else []
    assert wrong == ["iso-8859-1"]
    assert encodings == {"utf-8", "windows-1251", "iso-8859-1"}


async def test_robots_txt_forbids_an_article_that_a_feed_lists(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = 200
    harbour, bandar = SITES[1], SITES[5]
    robots = await client.get(harbour.url(newsroom.port, "/robots.txt"))
    assert "Disallow: /notices/" in robots.text.splitlines()
    feed = await parsed(client, harbour.feed_url(newsroom.port))
    assert any("/notices/" in one.link for one in feed.entries)
    assert not any("/notices/" in url for url, _ in newsroom.expected(clock.t))
    slow = await client.get(bandar.url(newsroom.port, "/robots.txt"))
    assert "Crawl-delay: 1" in slow.text.splitlines()


async def test_addresses_with_tracking_parameters_lead_to_the_article(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    feed = await parsed(client, SITES[1].feed_url(newsroom.port))
    assert all("utm_source" in one.link for one in feed.entries)
    for one in feed.entries:
        assert (await client.get(one.link)).status_code == 200


async def test_unknown_names_and_methods_are_refused(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    by_address = await client.get(f"http://127.0.0.1:{newsroom.port}/")
    assert by_address.status_code == 421
    assert (await client.post(newsroom.feeds[0])).status_code == 405
    head = await client.head(newsroom.feeds[0])
    assert (head.status_code, head.content) == (200, b"")
    front = await client.get(SITES[0].url(newsroom.port))
    assert escape(SITES[0].title) in front.text
