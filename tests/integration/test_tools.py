"""Topics, feeds and dead letters by the command line, against a real broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from copydesk import headers as h
from copydesk.admin import admin_client, existing_topics, plan
from copydesk.codec import encode
from copydesk.feeds import list_feeds, read_health
from copydesk.headers import Order
from copydesk.kafka import group_id
from copydesk.records import Output
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES, DISCOVERED, ENRICHED, FEEDS, NORMALIZED, TOPICS
from tests.pages import entry
from tests.press import Press
from tests.samples import normalized, normalized_output
from tests.servers import Server
from tests.support import (
    Worker,
    committed,
    dead_letters,
    eventually,
    produce,
    read_all,
    with_section,
)

pytestmark = pytest.mark.kafka
StartWorker = Callable[..., Worker]


def cli(settings: Settings, *arguments: str, code: int = 0) -> str:
    """Run a command; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        env={**os.environ, **environment(settings)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


async def test_topics_are_planned_created_and_corrected(bare_settings: Settings) -> None:
    settings = bare_settings
    prefix = settings.topics.prefix
    assert f"create  {prefix}articles" in cli(settings, "topics", "apply", "--dry-run")
    async with admin_client(settings) as client:
        assert not any(name.startswith(prefix) for name in await existing_topics(client))
    cli(settings, "topics", "apply")
    assert (await plan(settings)).is_empty
    assert f"all {len(TOPICS)} topics are as declared" in cli(settings, "topics", "apply")
    name = ARTICLES.full_name(prefix)
    async with admin_client(settings) as client:
        wrong = ConfigResource(ConfigResourceType.TOPIC, name, configs={"retention.ms": "1000"})
        await client.alter_configs([wrong])
    assert f"correct {name}  retention.ms: 1000 -> " in cli(settings, "topics", "apply")
    assert (await plan(settings)).is_empty
    assert name in cli(settings, "topics", "list")
    assert "partitions  4" in cli(settings, "topics", "describe", "articles")


async def test_partitions_are_never_grown(bare_settings: Settings) -> None:
    name = ARTICLES.full_name(bare_settings.topics.prefix)
    async with admin_client(bare_settings) as client:
        await client.create_topics([NewTopic(name, num_partitions=2, replication_factor=1)])
    said = cli(bare_settings, "topics", "apply", code=2)
    assert "has 2 partitions and the setting says 4" in said
    async with admin_client(bare_settings) as client:
        assert (await existing_topics(client))[name] == 2


async def test_a_stage_waits_for_its_topics_and_says_so(
    bare_settings: Settings, worker: StartWorker
) -> None:
    enrich = worker(bare_settings, "enrich")

    async def waits() -> bool:
        return "copydesk topics apply" in enrich.tail()

    await eventually(waits, "it says what is missing")
    cli(bare_settings, "topics", "apply")
    await produce(bare_settings, [normalized_output(normalized(1), Order(1, 0, 1))])

    async def works() -> bool:
        return bool(await read_all(bare_settings, ENRICHED))

    await eventually(works, lambda: f"it starts once they are there: {enrich.tail()}")
    assert enrich.stop() == 0


async def test_a_stage_that_waits_can_be_stopped(
    bare_settings: Settings, worker: StartWorker
) -> None:
    enrich = worker(bare_settings, "enrich")

    async def waits() -> bool:
        return "copydesk topics apply" in enrich.tail()

    await eventually(waits, "it says what is missing")
    enrich.send(signal.SIGINT)
    assert await enrich.ended() == 0


OPML = """<opml version="2.0"><body>
<outline text="World"><outline type="rss" text="Harbour" xmlUrl="https://harbour.example/feed"/>
</outline><outline type="rss" text="Kabar" xmlUrl="https://kabar.example/rss.xml"/></body></opml>
"""


async def test_feeds_are_added_imported_listed_and_removed(
    settings: Settings, tmp_path: Path
) -> None:
    assert "no feeds yet" in cli(settings, "feeds", "list")
    cli(settings, "feeds", "add", "--tag", "id", "--every", "60", "https://a.example/rss.xml")
    file = tmp_path / "feeds.opml"
    file.write_text(OPML)
    assert "imported 2 feeds" in cli(settings, "feeds", "import", str(file))
    found = await list_feeds(settings)
    assert list(found) == [
        "https://a.example/rss.xml",
        "https://harbour.example/feed",
        "https://kabar.example/rss.xml",
    ]
    assert found["https://harbour.example/feed"].tags == ("World",)
    assert found["https://a.example/rss.xml"].min_interval_s == 60
    lines = cli(settings, "feeds", "list", "--json").splitlines()
    assert {orjson.loads(line)["url"] for line in lines} == set(found)
    cli(settings, "feeds", "remove", "https://a.example/rss.xml")
    assert "https://a.example/rss.xml" not in await list_feeds(settings)
    assert "not among the feeds" in cli(settings, "feeds", "remove", "https://b.example/", code=2)
    assert "not an http(s) address" in cli(settings, "feeds", "add", "nonsense", code=2)
    file.write_text("<html>none</html>")
    assert "lists no feeds" in cli(settings, "feeds", "import", str(file), code=2)


async def test_feeds_of_one_site_share_a_partition(settings: Settings) -> None:
    urls = [f"https://{name}.harbour.example/feed{n}" for n in range(5) for name in ("www", "m")]
    cli(settings, "feeds", "add", *urls)
    assert len({record.partition for record in await read_all(settings, FEEDS)}) == 1


async def test_a_removed_feed_is_polled_no_more(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 2, (), sites=2)
    own = press.settings(settings)
    await press.subscribe(own)
    poll = worker(own, "poll")

    async def polled() -> bool:
        return server.asked.count("/rss") >= 4

    await eventually(polled, lambda: f"both feeds are polled: {poll.tail()}")
    cli(own, "feeds", "remove", server.url("/rss", "press0.test"))

    async def settled() -> bool:
        return await committed(own, group_id(own, "poll"), FEEDS) == 3

    await eventually(settled, "the removal is taken in")
    hosts: list[str] = []
    plain = server.paths["/rss"]

    async def note(request: object) -> object:
        hosts.append(request.host)  # type: ignore[attr-defined]
        return await plain(request)

    server.paths["/rss"] = note  # type: ignore[assignment]

    async def again() -> bool:
        return len(hosts) >= 4

    await eventually(again, lambda: f"the other one is polled on: {poll.tail()}")
    assert {host.partition(":")[0] for host in hosts[1:]} == {"press1.test"}
    # Nor is it said any more how the removed one does.
    assert list(await read_health(own)) == [server.url("/rss", "press1.test")]


async def test_how_feeds_do_is_shown(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 2, (), sites=1)
    own = press.settings(settings)
    await press.subscribe(own)
    good, gone = server.url("/rss", "press0.test"), server.url("/gone", "press0.test")
    server.says("/gone", b"", 410)
    cli(own, "feeds", "add", "--unchecked", gone)
    assert "was not polled yet" in cli(own, "feeds", "show", good, code=2)
    poll = worker(own, "poll")

    async def told() -> bool:
        return set(await read_health(own)) == {good, gone}

    await eventually(told, lambda: f"both feeds are polled: {poll.tail()}")
    shown = cli(own, "feeds", "show", good)
    assert "title     Press" in shown
    assert "state     ok" in shown
    assert orjson.loads(cli(own, "feeds", "show", good, "--json"))["entries"] == 2
    failing = cli(own, "feeds", "list", "--failing")
    assert f"muted    {gone}  http-410" in failing
    assert good not in failing
    assert orjson.loads(cli(own, "feeds", "list", "--failing", "--json"))["feed"] == gone
    assert "not among the feeds" in cli(own, "feeds", "show", "https://b.example/", code=2)


async def test_dead_letters_are_listed_shown_and_sent_again(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    own = with_section(
        settings, "http", allow_hosts="*.test", resolve="*.test=127.0.0.1", extra_suffixes="test"
    )
    url = server.url("/a")
    record = Output(DISCOVERED, b"site.test", encode(entry(url)), (("ce_id", b"1"),))
    broken = Output(NORMALIZED, b"k", b"\xff" * 1_200_000, (("ce_id", b"2"),))
    await produce(own, [record, broken])
    fetch, enrich = worker(own, "fetch"), worker(own, "enrich")

    async def refused() -> bool:
        return len(await dead_letters(own)) == 2

    await eventually(refused, lambda: f"both are refused: {fetch.tail()} {enrich.tail()}")
    listed = cli(own, "deadletters", "list")
    assert "http-404" in listed
    assert "2 dead letters" in listed
    [line] = cli(own, "deadletters", "list", "--stage", "fetch", "--json").splitlines()[:1]
    assert orjson.loads(line)["url"] == url
    name = next(line for line in listed.splitlines() if "http-404" in line).split()[0]
    assert url in cli(own, "deadletters", "show", name)
    assert "there is no dead letter 9/99" in cli(own, "deadletters", "show", "9/99", code=2)
    assert "say which" in cli(own, "deadletters", "reprocess", code=2)
    server.says("/a", b"page", content_type="text/html")
    assert "sent 1 record again" in cli(own, "deadletters", "reprocess", name)

    async def fetched() -> bool:
        return server.asked.count("/a") == 2

    await eventually(fetched, lambda: f"it is fetched now: {fetch.tail()}")
    # Larger than what is kept inline: read again from its source.
    assert "sent 1 record again" in cli(own, "deadletters", "reprocess", "--stage", "enrich")

    async def refused_again() -> bool:
        return len(await dead_letters(own)) == 3

    await eventually(refused_again, lambda: f"it is refused again: {enrich.tail()}")
    sizes = {one.payload.size for one in await dead_letters(own) if one.payload}
    assert 1_200_000 in sizes


async def test_discovered_entries_carry_headers_of_the_contract(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 3, (), sites=1)
    own = press.settings(settings)
    await press.subscribe(own)
    poll = worker(own, "poll")

    async def found() -> bool:
        return len(await read_all(own, DISCOVERED)) >= 3

    await eventually(found, lambda: f"entries are discovered: {poll.tail()}")
    for record in await read_all(own, DISCOVERED):
        assert h.get(record.headers, "ce_type") == b"copydesk.discovered.new"
        assert h.get(record.headers, "ce_partitionkey") == record.key == b"press0.test"
        assert orjson.loads(record.value or b"")["feed"]["title"] == "Press"
