"""Feeds that are indexes of sitemaps, against a real server."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import pytest
from aiohttp import web

from copydesk.cli.feed_view import as_json, as_text
from copydesk.http.client import HttpClient
from copydesk.poll.look import look_into
from copydesk.poll.parse.model import Sitemap
from copydesk.poll.poll import PollResult, poll
from copydesk.poll.sitemaps import MOST_ASKED, MOST_REMEMBERED, ranked
from copydesk.poll.state import FeedState
from copydesk.settings import HttpSettings, PollSettings
from tests.servers import Server

from .polls import FULL_EACH, NOW, SETTINGS, found, health, items, links, parse, reason, state

TODAY = "2026-11-23T10:00:00Z"
LATER = "2026-11-23T11:00:00Z"
OLD = "2019-01-01T00:00:00Z"


def index(server: Server, **updated: str | None) -> bytes:
    """Return an index of sitemaps by name, each with its lastmod."""
    return listing({server.url(f"/{name}.xml"): at for name, at in updated.items()})


def listing(urls: Mapping[str, str | None]) -> bytes:
    parts = (
        f"<sitemap><loc>{url}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for url, at in urls.items()
    )
    return f"<sitemapindex>{''.join(parts)}</sitemapindex>".encode()


def pages(**updated: str | None) -> bytes:
    """Return a sitemap of pages by name, each with its lastmod."""
    parts = (
        f"<url><loc>https://a.example/{name}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>"
        for name, at in updated.items()
    )
    return f"<urlset>{''.join(parts)}</urlset>".encode()


async def polled(
    client: HttpClient, known: FeedState, settings: PollSettings = SETTINGS, **after: float
) -> PollResult:
    return await poll(known, client, parse, settings, NOW + timedelta(**after))


def asked(server: Server) -> list[str]:
    """Return what was asked since the last time."""
    found = list(server.asked)
    server.asked.clear()
    return found


def note(server: Server, path: str) -> list[dict[str, str]]:
    seen: list[dict[str, str]] = []
    plain = server.paths[path]

    async def handler(request: Any) -> web.StreamResponse:
        seen.append(dict(request.headers))
        return await plain(request)

    server.paths[path] = handler
    return seen


async def test_the_pages_of_its_sitemaps_are_the_entries_of_an_index(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", listing({server.url("/a.xml.gz"): TODAY, server.url("/b.xml"): LATER}))
    server.says("/a.xml.gz", gzip.compress(pages(a1=TODAY)))
    server.says("/b.xml", pages(b1=LATER))
    result = await polled(client, state(server))
    assert sorted(links(result)) == ["a1", "b1"]
    assert asked(server) == ["/rss", "/b.xml", "/a.xml.gz"]
    assert (health(result).state, health(result).entries) == ("ok", 2)
    again = await polled(client, result.state, hours=1)
    assert links(again) == []


async def test_a_sitemap_that_did_not_change_is_not_asked_again(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", index(server, a=TODAY, b=TODAY))
    server.says("/a.xml", pages(a1=TODAY), etag='"a1"')
    server.says("/b.xml", pages(b1=TODAY))
    first = await polled(client, state(server))
    asked(server)
    server.says("/rss", index(server, a=LATER, b=TODAY))
    server.says("/a.xml", pages(a2=LATER, a1=TODAY))
    headers = note(server, "/a.xml")
    second = await polled(client, first.state, hours=1)
    assert asked(server) == ["/rss", "/a.xml"]
    assert headers[0]["If-None-Match"] == '"a1"'
    assert links(second) == ["a2"]
    # The pages of the other are known all the same.
    server.says("/rss", index(server, a=LATER, b=LATER))
    server.says("/b.xml", pages(b1=TODAY))
    third = await polled(client, second.state, hours=2)
    assert links(third) == []
    assert asked(server) == ["/rss", "/b.xml"]


async def test_where_lastmod_says_little_sitemaps_are_asked_by_validators(
    server: Server, client: HttpClient
) -> None:
    # A day that goes on, and none at all; the index stays as it is.
    server.says("/rss", index(server, a="2026-11-23", b=None), etag='"i"')
    server.says("/a.xml", pages(a1=TODAY), etag='"a"')
    server.says("/b.xml", pages(b1=TODAY), etag='"b"')
    first = await polled(client, state(server))
    asked(server)
    server.says("/a.xml", b"", 304)
    server.says("/b.xml", pages(b2=LATER, b1=TODAY))
    second = await polled(client, first.state, hours=1)
    assert asked(server) == ["/rss", "/a.xml", "/b.xml"]
    assert links(second) == ["b2"]
    assert second.state.index is not None
    assert [one.etag for one in second.state.index.read] == ['"a"', None]


async def test_an_index_that_tells_all_is_asked_by_validators(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", index(server, a=TODAY), etag='"i"')
    server.says("/a.xml", pages(a1=TODAY))
    first = await polled(client, state(server))
    headers = note(server, "/rss")
    asked(server)
    second = await polled(client, first.state, hours=1)
    assert headers[0]["If-None-Match"] == '"i"'
    assert asked(server) == ["/rss"]
    assert health(second).entries == 1


async def test_a_poll_in_full_believes_neither_lastmod_nor_validators(
    server: Server, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says("/rss", index(server, a=TODAY), etag='"i"')
    server.says("/a.xml", pages(a1=TODAY), etag='"a"')
    first = await polled(client, state(server))
    server.says("/a.xml", pages(a2=LATER, a1=TODAY), etag='"a"')
    headers = note(server, "/a.xml")
    server.says("/rss", index(server, a=TODAY) + b" ", etag='"i"')
    monkeypatch.setattr(FULL_EACH, 1)
    second = await polled(client, first.state, hours=1)
    assert "If-None-Match" not in headers[0]
    assert links(second) == ["a2"]


async def test_a_sitemap_that_fails_is_told_and_asked_again(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", index(server, a=LATER, b=TODAY))
    server.says("/b.xml", pages(b1=TODAY))
    first = await polled(client, state(server))
    assert links(first) == ["b1"]
    assert (health(first).state, health(first).warnings) == ("ok", ("sitemap-failed",))
    asked(server)
    server.says("/a.xml", pages(a1=LATER))
    second = await polled(client, first.state, hours=1)
    assert asked(server) == ["/rss", "/a.xml"]
    assert (links(second), health(second).warnings) == (["a1"], ())


async def test_where_all_fail_the_feed_fails(server: Server, client: HttpClient) -> None:
    server.says("/rss", index(server, a=TODAY, b=TODAY))
    server.says("/a.xml", b"", 503)
    result = await polled(client, state(server))
    assert (health(result).state, reason(result)) == ("failing", "http-503")
    assert result.state.index is None


async def test_a_server_that_asks_for_peace_is_left_alone(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", index(server, a=LATER, b=TODAY, c=TODAY))
    server.says("/a.xml", pages(a1=LATER))
    server.says("/b.xml", b"", 503, retry_after="7200")
    result = await polled(client, state(server))
    assert asked(server) == ["/rss", "/a.xml", "/b.xml"]
    assert result.state.next_due_ms >= (NOW.timestamp() + 7200) * 1000


async def test_a_huge_index_costs_few_requests_and_little_state(server: Server) -> None:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=10.0, max_body_bytes=10_000_000) as large:
        every = {server.url(f"/{n}.xml"): None for n in range(50_000)}
        server.says("/rss", listing(every))
        for n in range(50):
            server.says(f"/{n}.xml", pages(**{f"p{n}": TODAY}))
        result = await polled(large, state(server), PollSettings(max_entries=2000))
        for hour in range(1, 5):
            result = await polled(large, result.state, PollSettings(max_entries=2000), hours=hour)
    assert len(asked(server)) == 5 * (1 + MOST_ASKED)
    assert result.state.index is not None
    assert len(result.state.index.read) == MOST_REMEMBERED


async def test_an_index_that_leads_back_or_on_is_not_followed(
    server: Server, client: HttpClient
) -> None:
    elsewhere = f"http://other.test:{server.port}/x.xml"
    server.says(
        "/rss",
        listing({server.url("/rss"): LATER, elsewhere: LATER, server.url("/i.xml"): LATER,
                 server.url("/a.xml"): TODAY}),
    )  # fmt: skip
    server.says("/i.xml", listing({server.url("/rss"): LATER, server.url("/deep.xml"): LATER}))
    server.says("/a.xml", pages(a1=TODAY))
    result = await polled(client, state(server))
    assert asked(server) == ["/rss", "/i.xml", "/a.xml"]
    assert links(result) == ["a1"]
    assert health(result).warnings == ("sitemap-elsewhere", "sitemap-failed")


async def test_sitemaps_of_the_same_registrable_domain_are_followed(
    server: Server, client: HttpClient
) -> None:
    beside = server.url("/b.xml", "www.site.test")
    public = server.url("/c.xml", "site.example")
    server.says("/rss", listing({server.url("/a.xml"): LATER, beside: TODAY, public: TODAY}))
    server.says("/a.xml", pages(a1=TODAY))
    server.says("/b.xml", pages(b1=TODAY))
    result = await polled(client, state(server))
    assert sorted(links(result)) == ["a1", "b1"]
    assert [(one.host, one.path) for one in server.requests] == [
        ("site.test", "/rss"), ("site.test", "/a.xml"), ("www.site.test", "/b.xml"),
    ]  # fmt: skip
    assert health(result).warnings == ("sitemap-elsewhere",)


async def test_names_below_an_extra_suffix_are_other_sites(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", listing({server.url("/a.xml", "one.site.test"): TODAY}))
    known = state(server)
    result = await poll(known, client, parse, SETTINGS, NOW, ("site.test",))
    assert asked(server) == ["/rss"]
    assert health(result).warnings == ("sitemap-elsewhere",)


async def test_where_an_index_leads_to_a_store_of_files_both_are_its_site(
    server: Server, client: HttpClient
) -> None:
    async def stored(_: Any) -> web.StreamResponse:
        raise web.HTTPFound(server.url("/index.xml", "store.test"))

    server.paths["/rss"] = stored
    inside, outside = server.url("/b.xml", "store.test"), server.url("/c.xml", "other.test")
    server.says("/index.xml", listing({server.url("/a.xml"): LATER, inside: TODAY, outside: LATER}))
    server.says("/a.xml", pages(a1=TODAY))
    server.says("/b.xml", pages(b1=TODAY))
    result = await polled(client, state(server))
    assert sorted(links(result)) == ["a1", "b1"]
    assert asked(server) == ["/rss", "/index.xml", "/a.xml", "/b.xml"]
    assert health(result).warnings == ("sitemap-elsewhere",)


async def test_a_poll_asks_for_no_robots_txt(server: Server, client: HttpClient) -> None:
    server.says("/robots.txt", b"User-agent: *\nDisallow: /\n")
    server.says("/rss", index(server, a=TODAY))
    server.says("/a.xml", pages(a1=TODAY))
    assert links(await polled(client, state(server))) == ["a1"]
    assert "/robots.txt" not in asked(server)


async def test_a_look_into_an_index_reads_what_a_first_poll_reads(
    server: Server, client: HttpClient
) -> None:
    elsewhere = server.url("/x.xml", "other.test")
    urls = {server.url(f"/{n}.xml"): TODAY for n in range(MOST_ASKED + 1)} | {elsewhere: LATER}
    server.says("/rss", listing(urls))
    for n in range(MOST_ASKED + 1):
        server.says(f"/{n}.xml", pages(**{f"p{n}": TODAY}))
    result = await polled(client, state(server))
    polled_urls = asked(server)
    look = await look_into(client, server.url("/rss"), SETTINGS)
    assert asked(server) == polled_urls
    assert look.feed is not None
    assert [one.link for one in look.feed.entries] == [one.link for one in found(result)][::-1]
    assert [one.code for one in look.feed.warnings] == ["sitemap-elsewhere"]
    assert look.index == result.state.index
    shown = [*as_text(look, SETTINGS, 10)]
    assert [line for line in shown if line.endswith("(read)")] == [
        f"sitemap   {server.url(path)} (read)" for path in polled_urls[1:]
    ]
    assert f"sitemap   {elsewhere}" in shown
    assert f"entries   {MOST_ASKED}" in shown
    told = orjson.loads(as_json(look, SETTINGS))
    assert told["sitemaps_read"] == [server.url(path) for path in polled_urls[1:]]


async def test_a_look_into_a_feed_reads_that_alone(server: Server, client: HttpClient) -> None:
    server.says("/rss", items(1))
    look = await look_into(client, server.url("/rss"), SETTINGS)
    assert (asked(server), look.index) == (["/rss"], None)


async def test_the_past_of_a_site_is_no_news(server: Server, client: HttpClient) -> None:
    server.says("/rss", index(server, a=TODAY, old=OLD))
    server.says("/a.xml", pages(a1=TODAY))
    first = await polled(client, state(server))
    # An old sitemap is not asked; where it changes, of its pages only the new one is news.
    assert asked(server) == ["/rss", "/a.xml"]
    server.says("/rss", index(server, a=TODAY, old=LATER))
    server.says("/old.xml", pages(o1=OLD, o2=None, o3=LATER))
    second = await polled(client, first.state, hours=1)
    assert links(second) == ["o3"]
    assert second.state.history.gap_s is None or second.state.history.gap_s > 600
    server.says("/rss", index(server, a=TODAY, old="2026-11-23T12:00:00Z"))
    server.says("/old.xml", pages(o1=OLD, o2=None, o3=LATER, o4=None))
    third = await polled(client, second.state, hours=2)
    assert links(third) == ["o4"]


def test_news_come_first_then_the_latest_then_those_asked_longest_ago() -> None:
    urls = ["https://a.example/2019.xml", "https://a.example/newsletter.xml"]
    urls += ["https://a.example/news-sitemap.xml"]
    found = ranked([Sitemap(url) for url in urls], {})
    assert [one.url for one in found] == [urls[2], urls[0], urls[1]]
