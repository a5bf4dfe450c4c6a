"""Each error of a poll has its rule: against real servers."""

from __future__ import annotations

import asyncio
import ssl

import pytest
import trustme

from copydesk.http.client import HttpClient
from copydesk.poll.poll import poll
from tests.servers import Server

from .polls import NOW, SETTINGS, health, items, links, parse, polled, reason, state, wait_s


async def test_a_failing_server_backs_off_and_is_obeyed(server: Server, client: HttpClient) -> None:
    server.says("/rss", b"", 503, retry_after="600")
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert result.state.failures == 1
    assert 600 <= wait_s(result) <= 660
    assert (reason(result), health(result).why) == ("http-503", "retry-after")
    assert result.refused == ()


CHALLENGE = b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>"
STATUSES: list[tuple[int, dict[str, str], bytes, str, str, float]] = [
    (410, {}, b"", "http-410", "muted", 86400),
    (404, {}, b"", "http-404", "failing", 900),
    (401, {}, b"", "http-401", "failing", 3600),
    (403, {}, b"", "http-403", "failing", 3600),
    (429, {}, b"", "http-429", "failing", 900),
    (429, {"retry_after": "7200"}, b"", "http-429", "failing", 7200),
    (500, {}, b"", "http-500", "failing", 60),
    (403, {"cf_mitigated": "challenge"}, b"", "challenge", "failing", 21600),
    (503, {"server": "cloudflare"}, CHALLENGE, "challenge", "failing", 21600),
    (503, {"server": "nginx"}, CHALLENGE, "http-503", "failing", 60),
    (200, {}, b"<html>none</html>", "not-a-feed", "failing", 900),
]


@pytest.mark.parametrize(
    ("status", "headers", "body", "code", "how", "seconds"), STATUSES, ids=range(len(STATUSES))
)
async def test_each_answer_that_is_none_has_its_rule(
    server: Server,
    client: HttpClient,
    status: int,
    headers: dict[str, str],
    body: bytes,
    code: str,
    how: str,
    seconds: float,
) -> None:
    server.says("/rss", body, status, **headers)
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert (reason(result), health(result).state) == (code, how)
    assert wait_s(result) == pytest.approx(seconds, rel=0.1001)
    # It comes back by itself.
    server.says("/rss", items(1))
    back = await poll(result.state, client, parse, SETTINGS, NOW)
    assert (health(back).state, back.state.failures, links(back)) == ("ok", 0, ["1"])


async def test_what_does_not_answer_has_a_rule(client: HttpClient) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    silent = await asyncio.start_server(hang, "127.0.0.1", 0)
    async with silent:
        port = silent.sockets[0].getsockname()[1]
        result = await polled(client, f"http://site.test:{port}/rss")
    assert (reason(result), 54 <= wait_s(result) <= 66) == ("timed-out", True)


async def test_a_connection_that_is_refused_has_a_rule(client: HttpClient) -> None:
    result = await polled(client, "http://site.test:9/rss")
    assert (reason(result), 54 <= wait_s(result) <= 66) == ("connection", True)


async def test_a_name_that_leads_nowhere_has_a_rule(client: HttpClient) -> None:
    result = await polled(client, "http://nowhere.onion/rss")
    assert (reason(result), 540 <= wait_s(result) <= 660) == ("dns", True)


async def test_a_certificate_that_is_not_trusted_has_a_rule(client: HttpClient) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("site.test").configure_cert(context)

    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(close, "127.0.0.1", 0, ssl=context) as serving:
        port = serving.sockets[0].getsockname()[1]
        result = await polled(client, f"https://site.test:{port}/rss")
    assert (reason(result), 3240 <= wait_s(result) <= 3960) == ("tls", True)
