"""What a hub pushed goes the way of what was polled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from copydesk.codec import decode
from copydesk.errors import DecodeError
from copydesk.events import DeadLetter, Discovered, FeedHealth
from copydesk.http.client import HttpClient
from copydesk.poll.poll import poll
from copydesk.poll.pushed import PushResult, take_push
from copydesk.poll.state import FeedState, decode_state, encode_state
from copydesk.records import Record
from copydesk.settings import Settings
from copydesk.topics import DEAD_LETTER, FEED_HEALTH
from copydesk.websub.pushes import Push, push_output
from copydesk.websub.subscription import PROOFS, Subscription
from tests.servers import Server

from .polls import DAY, FEED, ITEM, NOW, SETTINGS, items, links, parse, state

OWN = Settings(poll=SETTINGS)
NOW_MS = round(NOW.timestamp() * 1000)
HUB, TOPIC = "https://hub.example/", "https://a.example/rss"
LINKED = (
    b"<rss version='2.0'><channel><link rel='hub' href='https://hub.example/'/>%s</channel></rss>"
)


def lease(**fields: Any) -> Subscription:
    return Subscription(HUB, TOPIC, **{"until": NOW_MS + 86_400_000, **fields})


def record(body: bytes = b"", **facts: Any) -> Record:
    push = Push(**{"kind": "content", "topic": TOPIC, "at": NOW_MS, **facts})
    made = push_output("https://a.example/rss", push, body, 0)
    return Record("pushes", 0, 0, made.key, made.value, made.headers)


async def push(known: FeedState, body: bytes, **facts: Any) -> PushResult:
    return await take_push(known, record(body, **facts), parse, OWN, NOW)


def entries(result: PushResult) -> list[str]:
    return [decode(one.value, Discovered).link.rpartition("/")[2] for one in result.discovered]


def shown(result: PushResult) -> FeedHealth:
    [found] = [one for one in result.others if one.topic is FEED_HEALTH]
    return decode(found.value, FeedHealth)


async def known_by_poll(server: Server, client: HttpClient, *numbers: int) -> FeedState:
    server.says("/rss", items(*numbers), etag='"v1"')
    return (await poll(state(server), client, parse, SETTINGS, NOW)).state


async def test_a_push_brings_its_new_entries_and_forgets_no_other(
    server: Server, client: HttpClient
) -> None:
    many = tuple(range(300, 0, -1))
    known = replace(await known_by_poll(server, client, *many), push=lease())
    result = await push(known, items(301), content_type="application/rss+xml")
    assert entries(result) == ["301"]
    again = await push(result.state, items(301, 300))
    assert entries(again) == []
    # All that the feed still lists is known, and its validators are those of the poll.
    server.says("/rss", items(302, 301, *many))
    polled = await poll(again.state, client, parse, SETTINGS, NOW)
    assert links(polled) == ["302"]
    for name in ("etag", "last_modified", "digest", "polls", "next_due_ms", "pace"):
        assert getattr(result.state, name) == getattr(known, name)


async def test_entries_unlike_all_others_are_no_overflow(
    server: Server, client: HttpClient
) -> None:
    known = await known_by_poll(server, client, 3, 2, 1)
    result = await push(known, items(9, 8, 7))
    assert entries(result) == ["7", "8", "9"]
    assert result.state.pace == 1.0


async def test_a_pushed_change_is_a_change(server: Server, client: HttpClient) -> None:
    known = await known_by_poll(server, client, 2, 1)
    result = await push(known, (FEED % (ITEM % (1, 1))).replace(b"<title>T<", b"<title>U<"))
    [event] = [decode(one.value, Discovered) for one in result.discovered]
    assert (event.change, event.changed_fields) == ("changed", ("title",))


async def test_one_entry_of_a_feed_whose_entries_share_an_address_is_new(
    server: Server, client: HttpClient
) -> None:
    item = b"<item><guid>%d</guid><link>https://a.example/</link><title>T%d</title></item>"
    server.says("/rss", FEED % (item % (2, 2) + item % (1, 1)))
    known = (await poll(state(server), client, parse, SETTINGS, NOW)).state
    result = await push(known, FEED % (item % (3, 3)))
    [event] = [decode(one.value, Discovered) for one in result.discovered]
    assert (event.change, event.title) == ("new", "T3")


async def test_pushes_prove_a_hub_and_a_poll_that_finds_more_disproves_it(
    server: Server, client: HttpClient
) -> None:
    known = replace(await known_by_poll(server, client, 1), push=lease())
    for n in range(2, 2 + PROOFS):
        result = await push(known, items(n))
        known = result.state
    told = shown(result).push
    assert told is not None
    assert (told.hub, told.trusted, told.last_push) == (HUB, True, NOW)
    assert told.until == NOW + timedelta(days=1)
    server.says("/rss", LINKED % b"".join(ITEM % (n, n) for n in range(PROOFS + 1, 0, -1)))
    known = replace(known, push=known.push and replace(known.push, topic=server.url("/rss")))
    later = NOW + timedelta(hours=1)
    calm = await poll(known, client, parse, SETTINGS, later)
    health = decode(calm.health.value, FeedHealth)
    assert (links(calm), health.why) == ([], "push")
    server.says("/rss", LINKED % b"".join(ITEM % (n, n) for n in range(PROOFS + 2, 0, -1)))
    missed = await poll(calm.state, client, parse, SETTINGS, later + timedelta(hours=1))
    health = decode(missed.health.value, FeedHealth)
    assert links(missed) == [str(PROOFS + 2)]
    assert health.why != "push"
    assert health.push is not None
    assert not health.push.trusted


async def test_the_lease_of_a_verification_begins_and_brings_the_poll_that_renews_it(
    server: Server, client: HttpClient
) -> None:
    known = replace(
        await known_by_poll(server, client, 1),
        push=lease(until=0),
        next_due_ms=NOW_MS + 86_400_000,
    )
    result = await push(known, b"", kind="verified", lease_s=1000.0)
    assert result.state.push is not None
    assert result.state.push.until == NOW_MS + 1_000_000
    assert NOW_MS + 800_000 <= result.state.next_due_ms <= NOW_MS + 900_000
    assert shown(result).push is not None
    granted = await push(known, b"", kind="verified")
    assert granted.state.push is not None
    assert granted.state.push.until == NOW_MS + OWN.websub.lease_s * 1000
    denied = await push(result.state, b"", kind="denied", reason="no")
    assert denied.state.push is not None
    assert not denied.state.push.is_live(NOW_MS)
    assert shown(denied).push is None


async def test_what_is_said_of_another_topic_changes_nothing(
    server: Server, client: HttpClient
) -> None:
    known = replace(await known_by_poll(server, client, 1), push=lease())
    for kind in ("verified", "denied"):
        other = await push(known, b"", kind=kind, topic="https://a.example/old")
        assert other == PushResult(known)


@pytest.mark.parametrize("body", [b"", b" \n", b"<html><body>new!</body></html>", b"ping"])
async def test_a_push_without_a_feed_makes_the_feed_due(
    server: Server, client: HttpClient, body: bytes
) -> None:
    polled = await known_by_poll(server, client, 1)
    known = replace(polled, push=lease(), next_due_ms=NOW_MS + 9_000_000)
    later = NOW + timedelta(seconds=SETTINGS.min_interval_s * 10)
    result = await take_push(known, record(body), parse, OWN, later)
    assert result.state.next_due_ms == round(later.timestamp() * 1000)
    assert result.discovered == ()
    # No sooner than the feed may be asked, and one that fails is not asked sooner.
    soon = await push(known, body)
    assert soon.state.next_due_ms == NOW_MS + SETTINGS.min_interval_s * 1000
    failing = await push(replace(known, failures=1), body)
    assert failing.state.next_due_ms == known.next_due_ms
    # What is no feed is kept, once.
    letters = [one for one in result.others if one.topic is DEAD_LETTER]
    assert [decode(one.value, DeadLetter).reason for one in letters] == (
        ["not-a-feed"] if body.strip() else []
    )
    assert (await push(result.state, body)).others == ()


async def test_a_record_that_is_none_of_the_receivers_is_refused(server: Server) -> None:
    bare = Record("pushes", 0, 0, b"https://a.example/rss", b"x")
    with pytest.raises(DecodeError):
        await take_push(state(server), bare, parse, OWN, NOW)


async def test_the_hub_is_remembered_with_the_state(server: Server, client: HttpClient) -> None:
    server.says("/rss", LINKED % (ITEM % (1, 1)))
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert result.state.push == Subscription(HUB, server.url("/rss"))
    assert decode_state(encode_state(result.state)) == result.state
    server.says("/rss", items(1), link='<https://other.example/>; rel="hub"')
    result = await poll(result.state, client, parse, SETTINGS, NOW)
    assert result.state.push == Subscription("https://other.example/", server.url("/rss"))


async def test_a_topic_that_varies_leads_to_one_more_subscription_and_no_others(
    server: Server, client: HttpClient
) -> None:
    known, subscribed = state(server), []
    for n in range(20):
        link = f'<{HUB}>; rel="hub", <{server.url(f"/rss?at={n}")}>; rel="self"'
        server.says("/rss", items(n), link=link)
        result = await poll(known, client, parse, SETTINGS, NOW + n * DAY)
        push = result.state.push
        assert push is not None
        if not push.is_live(NOW_MS):
            subscribed.append(push.topic)
            push = replace(push, until=NOW_MS + 10**12)
        known = replace(result.state, push=push)
    assert subscribed == [server.url("/rss?at=0"), server.url("/rss")]
