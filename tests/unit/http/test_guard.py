"""The guard: what it must never connect to, with a server listening there that counts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web

from copydesk.errors import ConfigError, CopydeskError
from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings

REFUSED = "address-refused"
BAD = "bad-url"
NOWHERE = ""
"""A redirect to what is no address is an answer like any other."""
UNKNOWN = "dns"
"""Not every system resolves this name, nor has every one a DNS server that says so; where one
does, the guard refuses."""
NOT_THERE = (UNKNOWN, "dns-unanswered", REFUSED)


@dataclass
class Inside:
    """A server on loopback, of both kinds, that nobody may reach."""

    port: int = 0
    accepted: int = 0
    location: str = ""
    """Where it redirects to, if it does."""


@pytest.fixture
async def inside() -> AsyncIterator[Inside]:
    made = Inside()

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if made.location:
            return web.Response(status=302, headers={"Location": made.location})
        return web.Response(text="inside")

    server = web.Server(answer)

    def protocol() -> asyncio.Protocol:
        made.accepted += 1
        return server()

    loop = asyncio.get_running_loop()
    first = await loop.create_server(protocol, "127.0.0.1", 0)
    made.port = first.sockets[0].getsockname()[1]
    listening = [first]
    if socket.has_ipv6:
        try:
            other = await loop.create_server(protocol, "::1", made.port)
        except OSError:
            pass  # a machine without IPv6: its addresses are refused before anyone notices
        else:
            listening.append(other)
    yield made
    await server.shutdown(0.1)
    for one in listening:
        one.close()
        await one.wait_closed()


async def outcome(url: str, http: HttpSettings) -> str:
    """Return the code of the refusal, or the body."""
    async with HttpClient(http, timeout_s=10.0, max_body_bytes=10_000) as client:
        try:
            return (await client.get(url)).body.decode()
        except CopydeskError as error:
            return error.code


HOSTILE = [
    ("http://127.0.0.1:{port}/", REFUSED),
    ("http://127.255.255.254:{port}/", REFUSED),
    ("http://127.1:{port}/", BAD),
    ("http://2130706433:{port}/", BAD),
    ("http://0177.0.0.1:{port}/", BAD),
    ("http://0x7f000001:{port}/", REFUSED),
    ("http://0x7f.1:{port}/", REFUSED),
    ("http://017700000001:{port}/", BAD),
    ("http://0x7f.0x0.0x0.0x1:{port}/", REFUSED),
    ("http://127.0x1:{port}/", REFUSED),
    ("http://127.0.1:{port}/", BAD),
    ("http://127.0.0.1.:{port}/", BAD),
    ("http://%31%32%37.0.0.1:{port}/", BAD),
    ("http://0:{port}/", BAD),
    ("http://0.0.0.0:{port}/", REFUSED),
    ("http://localhost:{port}/", REFUSED),
    ("http://LOCALHOST:{port}/", REFUSED),
    ("http://localhost.:{port}/", UNKNOWN),
    ("http://[::1]:{port}/", REFUSED),
    ("http://[::]:{port}/", REFUSED),
    ("http://[::1%25lo]:{port}/", REFUSED),
    ("http://[::ffff:127.0.0.1]:{port}/", REFUSED),
    ("http://[::ffff:7f00:1]:{port}/", REFUSED),
    ("http://[::127.0.0.1]:{port}/", REFUSED),
    ("http://[64:ff9b::7f00:1]:{port}/", REFUSED),
    ("http://[64:ff9b:1:7f00:0:100::]:{port}/", REFUSED),
    ("http://[2002:7f00:1::]:{port}/", REFUSED),
    ("http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/", REFUSED),
    ("http://[fe80::1%25lo]:{port}/", REFUSED),
    ("http://[fe80::1%25eth0]:{port}/", REFUSED),
    ("http://[fc00::1]:{port}/", REFUSED),
    ("http://[fd00:ec2::254]:{port}/", REFUSED),
    ("http://[64:ff9b::169.254.169.254]:{port}/", REFUSED),
    ("http://[0:0:0:0:0:ffff:7f00:0001]:{port}/", REFUSED),
    ("http://10.0.0.1:{port}/", REFUSED),
    ("http://172.16.0.1:{port}/", REFUSED),
    ("http://192.168.0.1:{port}/", REFUSED),
    ("http://192.0.0.170:{port}/", REFUSED),
    ("http://metadata.test:{port}/latest/", REFUSED),
    ("http://169.254.169.254:{port}/", REFUSED),
    ("http://100.64.0.1:{port}/", REFUSED),
    ("http://192.0.0.8:{port}/", REFUSED),
    ("http://224.0.0.1:{port}/", REFUSED),
    ("http://rebind.test:{port}/", REFUSED),
    ("http://REBIND.test.:{port}/", REFUSED),
    ("http://a.rebind.test:{port}/", REFUSED),
    ("http://rebind6.test:{port}/", REFUSED),
    ("http://mapped.test:{port}/", REFUSED),
    ("http://user:secret@127.0.0.1:{port}/", BAD),
    ("http://good.test@127.0.0.1:{port}/", BAD),
    ("http://127.0.0.1:{port}@good.test:{port}/", BAD),
    ("http://good.test\\@127.0.0.1:{port}/", BAD),
    ("http://127.0.0.1%00.good.test:{port}/", BAD),
    ("http://127。0。0。1:{port}/", REFUSED),
    ("http://①②⑦.0.0.1:{port}/", BAD),
    ("http://１２７.０.０.１:{port}/", BAD),
    ("http://127．0．0．1:{port}/", REFUSED),
    ("http://ｌｏｃａｌｈｏｓｔ:{port}/", BAD),
    ("http://127.0.0.1 :{port}/", BAD),
    ("//127.0.0.1:{port}/", BAD),
    ("file:///etc/passwd", BAD),
    ("gopher://127.0.0.1:{port}/_x", BAD),
    ("http:///127.0.0.1:{port}/", BAD),
    ("http://[::1:{port}/", BAD),
    ("http://a..test:{port}/", BAD),
    ("http://" + "a" * 64 + ".test:{port}/", BAD),
    ("http://a.test:99999/", BAD),
]


NAMES = ",".join(
    (
        "good.test=127.0.0.1",
        "rebind.test=127.0.0.1",
        "*.rebind.test=127.0.0.1",
        "rebind6.test=::1",
        "mapped.test=::ffff:127.0.0.1",
        "metadata.test=169.254.169.254",
    )
)


@pytest.mark.parametrize(("url", "code"), HOSTILE)
async def test_no_connection_reaches_a_private_host(inside: Inside, url: str, code: str) -> None:
    http = HttpSettings(allow_hosts="good.test", resolve=NAMES)
    found = await outcome(url.replace("{port}", str(inside.port)), http)
    assert inside.accepted == 0
    assert found in (NOT_THERE if code == UNKNOWN else (code,))


@pytest.mark.parametrize(("url", "code"), HOSTILE)
async def test_no_redirect_reaches_a_private_host(inside: Inside, url: str, code: str) -> None:
    http = HttpSettings(allow_hosts="good.test", resolve=NAMES, max_redirects=1)
    inside.location = url.replace("{port}", str(inside.port))
    found = await outcome(f"http://good.test:{inside.port}/", http)
    # One connection is that of the redirect itself.
    assert inside.accepted == 1
    # What is no address by itself may be one as a reference: to a path of good.test.
    bad = (BAD, NOWHERE, REFUSED, "too-many-redirects")
    assert found in {REFUSED: (REFUSED,), UNKNOWN: NOT_THERE, BAD: bad}[code]


@pytest.mark.parametrize(
    ("allow", "host"),
    [
        ("good.test", "good.test"),
        ("good.test", "GOOD.test."),
        ("*.good.test", "a.b.good.test"),
        ("127.0.0.1", "127.0.0.1"),
        ("xn--80ak6aa92e.test", "аррӏе.test"),
        ("good.test, other.test", "other.test"),
    ],
)
async def test_what_is_allowed_by_name_is_reached(inside: Inside, allow: str, host: str) -> None:
    http = HttpSettings(allow_hosts=allow, resolve="good.test=127.0.0.1,*.test=127.0.0.1")
    http = HttpSettings(allow_hosts=allow, resolve=f"*.good.test=127.0.0.1,{http.resolve}")
    assert await outcome(f"http://{host}:{inside.port}/", http) == "inside"
    assert inside.accepted == 1


@pytest.mark.parametrize(
    ("allow", "host"),
    [
        ("*.good.test", "good.test"),  # below it, not it
        ("*.good.test", "evilgood.test"),
        ("good.test", "a.good.test"),
        ("good.test", "good.test.evil.test"),
        ("127.0.0.1", "good.test"),  # an allowed address is allowed as such, not to names
        ("good.test", "127.0.0.1"),
        ("127.0.0.1", "[::ffff:127.0.0.1]"),
        ("strasse.test", "straße.test"),  # another name by IDNA 2008 than by IDNA 2003
    ],
)
async def test_an_allowance_is_for_that_very_host(inside: Inside, allow: str, host: str) -> None:
    http = HttpSettings(allow_hosts=allow, resolve="*.test=127.0.0.1,*.good.test=127.0.0.1")
    assert await outcome(f"http://{host}:{inside.port}/", http) == REFUSED
    assert inside.accepted == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "evil.test"])
async def test_an_allowed_name_cannot_lead_inside(inside: Inside, host: str) -> None:
    http = HttpSettings(allow_hosts="good.test", resolve="*.test=127.0.0.1")
    inside.location = f"http://{host}:{inside.port}/secret"
    assert await outcome(f"http://good.test:{inside.port}/", http) == REFUSED
    assert inside.accepted == 1


async def test_a_kept_connection_is_no_back_door(inside: Inside) -> None:
    http = HttpSettings(allow_hosts="good.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=10.0, max_body_bytes=10_000) as client:
        assert (await client.get(f"http://good.test:{inside.port}/")).body == b"inside"
        with pytest.raises(CopydeskError) as caught:
            await client.get(f"http://evil.test:{inside.port}/")
    assert caught.value.code == REFUSED
    assert inside.accepted == 1


@pytest.mark.parametrize("part", ["*", "*.", "a test", "a.test:80", "10.0.0.0/8", "http://a.test"])
def test_a_wrong_allowance_stops_the_start(part: str) -> None:
    with pytest.raises(ConfigError, match=r"http\.allow_hosts"):
        HttpClient(HttpSettings(allow_hosts=part), timeout_s=1.0, max_body_bytes=1)


@pytest.mark.parametrize("pair", ["a.test", "a.test=", "a.test=b.test", "=127.0.0.1"])
def test_a_wrong_fixed_address_stops_the_start(pair: str) -> None:
    with pytest.raises(ConfigError, match=r"http\.resolve"):
        HttpClient(HttpSettings(resolve=pair), timeout_s=1.0, max_body_bytes=1)
