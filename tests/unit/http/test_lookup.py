"""Names are looked up as DNS says, and kept as long, against a real DNS server."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import dns.rcode
import pytest

from copydesk.errors import TransientError
from copydesk.http import lookup as module
from copydesk.http.client import HttpClient
from copydesk.http.lookup import (
    Addresses,
    Dns,
    Lookup,
    NoAnswer,
    NoSuchName,
    Source,
    System,
    machine_lookup,
)
from copydesk.settings import HttpSettings
from tests.dns import Answer, DnsServer, serving_dns
from tests.servers import Server

HERE = ("127.0.0.1",)
PUBLIC = ("93.184.215.14",)


class Clock:
    """A clock that a test moves."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


class Counted:
    """Counts lookups: c-ares keeps answers too, by a clock that no test can move."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.asked = 0

    async def ask(self, host: str, family: socket.AddressFamily) -> Addresses:
        self.asked += 1
        return await self._source.ask(host, family)

    async def close(self) -> None:
        await self._source.close()


@pytest.fixture
async def server_of_names() -> AsyncIterator[DnsServer]:
    async with serving_dns() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def source(server_of_names: DnsServer) -> AsyncIterator[Counted]:
    made = Counted(Dns([server_of_names.address], timeout_s=0.2))
    yield made
    await made.close()


@pytest.fixture
def lookup(source: Counted, clock: Clock) -> Lookup:
    return Lookup(source, clock)


async def addresses(lookup: Lookup, host: str) -> list[str]:
    return [address for address, _ in (await lookup.of(host)).found]


async def test_a_name_is_asked_for_once_within_its_ttl(
    server_of_names: DnsServer, source: Counted, lookup: Lookup, clock: Clock
) -> None:
    server_of_names.names["a.test"] = Answer(PUBLIC, ttl=60)
    for host in ("a.test", "A.test", "a.test"):
        assert await addresses(lookup, host) == list(PUBLIC)
    assert (source.asked, server_of_names.asked["a.test"]) == (1, 1)
    clock.time = 59.0
    await lookup.of("a.test")
    assert source.asked == 1
    clock.time = 61.0
    await lookup.of("a.test")
    assert source.asked == 2


async def test_many_at_once_ask_once(
    server_of_names: DnsServer, source: Counted, lookup: Lookup
) -> None:
    server_of_names.names["a.test"] = Answer(PUBLIC)
    await asyncio.gather(*(lookup.of("a.test") for _ in range(20)))
    assert (source.asked, server_of_names.asked["a.test"]) == (1, 1)


async def test_a_ttl_of_zero_means_no_query_for_each_request(
    server_of_names: DnsServer, lookup: Lookup, clock: Clock
) -> None:
    server_of_names.names["a.test"] = Answer(PUBLIC, ttl=0)
    for clock.time in (0.0, 1.0, 4.9):
        await lookup.of("a.test")
    assert server_of_names.asked["a.test"] == 1
    server_of_names.names["a.test"] = Answer(("192.0.2.9",), ttl=0)
    clock.time = 5.0
    assert await addresses(lookup, "a.test") == ["192.0.2.9"]
    assert server_of_names.asked["a.test"] == 2


async def test_no_answer_is_kept_longer_than_an_hour(
    server_of_names: DnsServer, source: Counted, lookup: Lookup, clock: Clock
) -> None:
    server_of_names.names["a.test"] = Answer(PUBLIC, ttl=7 * 86_400)
    for clock.time in (0.0, 3599.0):
        await lookup.of("a.test")
    assert source.asked == 1
    clock.time = 3600.0
    await lookup.of("a.test")
    assert source.asked == 2


async def test_the_shortest_ttl_of_a_chain_counts(
    server_of_names: DnsServer, source: Counted, lookup: Lookup, clock: Clock
) -> None:
    server_of_names.names["www.test"] = Answer(PUBLIC, ttl=900, alias="cdn.test", alias_ttl=20)
    assert await addresses(lookup, "www.test") == list(PUBLIC)
    clock.time = 21.0
    await lookup.of("www.test")
    assert source.asked == 2


async def test_a_name_that_is_not_there_is_asked_for_again_soon(
    source: Counted, lookup: Lookup, clock: Clock
) -> None:
    for clock.time in (0.0, 29.0):
        with pytest.raises(NoSuchName):
            await lookup.of("none.test")
    assert source.asked == 1
    clock.time = 30.0
    with pytest.raises(NoSuchName):
        await lookup.of("none.test")
    assert source.asked == 2


@pytest.mark.parametrize("answer", [Answer(rcode=dns.rcode.SERVFAIL), Answer(silent=True)])
async def test_a_server_that_cannot_say_is_asked_again_sooner(
    server_of_names: DnsServer, lookup: Lookup, clock: Clock, answer: Answer
) -> None:
    server_of_names.names["a.test"] = answer
    for clock.time in (0.0, 4.0):
        with pytest.raises(NoAnswer):
            await lookup.of("a.test")
    server_of_names.names["a.test"] = Answer(PUBLIC)
    clock.time = 5.0
    assert await addresses(lookup, "a.test") == list(PUBLIC)


async def test_what_is_kept_is_bounded(
    server_of_names: DnsServer, source: Counted, lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    for n in (0, 1, 2, 0, 3):
        server_of_names.names[f"{n}.test"] = Answer(PUBLIC)
        await lookup.of(f"{n}.test")
    assert source.asked == 4
    await lookup.of("0.test")
    assert source.asked == 4
    await lookup.of("1.test")
    assert source.asked == 5


@pytest.mark.parametrize("kind", ["dns", "system"])
async def test_the_hosts_file_counts(kind: str) -> None:
    source = Dns() if kind == "dns" else System()
    try:
        found = await source.ask("localhost", socket.AF_INET)
    finally:
        await source.close()
    assert found.found == (("127.0.0.1", socket.AF_INET),)


@pytest.mark.skipif(sys.platform != "linux", reason="the file is Linux's")
async def test_without_known_servers_the_system_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_said", False)
    for _ in range(2):
        lookup = machine_lookup(tmp_path / "resolv.conf")
        assert "127.0.0.1" in await addresses(lookup, "localhost")
        await lookup.close()
    assert capsys.readouterr().out.count("looked up by the system") == 1


def client(lookup: Lookup, http: HttpSettings | None = None) -> HttpClient:
    own = http or HttpSettings()
    return HttpClient(own, timeout_s=10.0, max_body_bytes=1000, lookup=lambda: lookup)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(rcode=dns.rcode.NXDOMAIN), "dns"),
        (Answer(), "dns"),
        (Answer(rcode=dns.rcode.SERVFAIL), "dns-unanswered"),
        (Answer(rcode=dns.rcode.REFUSED), "dns-unanswered"),
        (Answer(silent=True), "dns-unanswered"),
        (Answer(HERE), "address-refused"),
        (Answer(("127.0.0.1", "127.0.0.2", "10.0.0.1")), "address-refused"),
    ],
)
async def test_what_dns_says_has_a_code(
    server_of_names: DnsServer, lookup: Lookup, server: Server, answer: Answer, code: str
) -> None:
    server_of_names.names["a.test"] = answer
    async with client(lookup) as one:
        with pytest.raises(Exception, match=r"a\.test") as caught:
            await one.get(server.url("/", "a.test"))
    assert getattr(caught.value, "code", None) == code
    assert isinstance(caught.value, TransientError) == code.startswith("dns")
    assert server.connections == 0


async def test_a_name_that_turns_inside_is_refused(
    server_of_names: DnsServer, lookup: Lookup, clock: Clock, server: Server
) -> None:
    server_of_names.names["a.test"] = Answer(PUBLIC, ttl=0)
    assert await addresses(lookup, "a.test") == list(PUBLIC)
    server_of_names.names["a.test"] = Answer(HERE, ttl=0)
    clock.time = 6.0
    async with client(lookup) as one:
        with pytest.raises(Exception, match="not public") as caught:
            await one.get(server.url("/", "a.test"))
    assert getattr(caught.value, "code", None) == "address-refused"
    assert (server.connections, server_of_names.asked["a.test"]) == (0, 2)


async def test_settings_come_before_dns(
    server_of_names: DnsServer, lookup: Lookup, server: Server
) -> None:
    server.says("/", b"here")
    server_of_names.names |= {"a.test": Answer(PUBLIC), "b.test": Answer(HERE)}
    http = HttpSettings(allow_hosts="a.test,b.test", resolve="a.test=127.0.0.1")
    async with client(lookup, http) as one:
        for host in ("a.test", "b.test"):
            assert (await one.get(server.url("/", host))).body == b"here"
    assert server_of_names.asked == {"b.test": 1}
