"""Leases, and whether a hub keeps its word."""

from __future__ import annotations

from msgspec.structs import replace

from copydesk.websub.discovery import Offer
from copydesk.websub.subscription import (
    NAMED,
    PROOFS,
    Subscription,
    asked,
    denied,
    must_ask,
    offered,
    polled,
    pushed,
    verified,
)

NOW = 1_764_000_000_000
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
ADDRESS = "https://a.example/index.xml"
HUB, OTHER, TOPIC = "https://hub.example/", "https://other.example/", "https://a.example/rss"
MARK = b"callbk"
NEW = Subscription(HUB, TOPIC)
LIVE = verified(asked(NEW, MARK, NOW), 10 * 86_400, NOW)
GRACE_S = 120.0


def proved(one: Subscription = LIVE) -> Subscription:
    for _ in range(PROOFS):
        one = pushed(one, brought=True, now=NOW)
    return one


def test_a_hub_is_asked_once_then_with_growing_pauses() -> None:
    assert must_ask(NEW, MARK, NOW)
    one, pauses = NEW, []
    for _ in range(12):
        one = asked(one, MARK, NOW)
        assert not must_ask(one, MARK, one.ask_at - 1)
        assert must_ask(one, MARK, one.ask_at)
        pauses.append((one.ask_at - NOW) / MINUTE)
    assert pauses[:4] == [10, 20, 40, 80]
    assert pauses[-1] == DAY / MINUTE
    assert not one.is_live(NOW)


def test_a_lease_is_renewed_at_80_to_90_percent_and_not_by_all_at_once() -> None:
    assert LIVE.failures == 0
    assert LIVE.until == NOW + 10 * DAY
    assert LIVE.is_live(LIVE.until - 1)
    assert not LIVE.is_live(LIVE.until)
    shares = set()
    for n in range(100):
        one = verified(Subscription(HUB, f"{TOPIC}/{n}"), 100, NOW)
        shares.add((one.ask_at - NOW) / 100_000)
    assert min(shares) >= 0.8
    assert max(shares) <= 0.9
    assert len(shares) > 30


def test_a_renewal_that_fails_is_tried_again_within_the_lease() -> None:
    one, tries = verified(NEW, 3600, NOW), 0
    at = one.ask_at
    while at < one.until - MINUTE:
        one, tries = asked(one, b"", at), tries + 1
        at = one.ask_at
    assert tries >= 4
    assert verified(one, 3600, at).failures == 0


def test_another_callback_address_begins_anew() -> None:
    one = proved()
    assert must_ask(one, b"others", NOW)
    one = asked(one, b"others", NOW)
    assert not one.is_live(NOW)
    assert one.proofs == 0


def test_what_a_hub_grants_is_bounded() -> None:
    assert verified(NEW, 1e30, NOW).until == NOW + 366 * DAY
    assert not verified(LIVE, 0, NOW).is_live(NOW)
    assert verified(LIVE, 0, NOW).ask_at == NOW + DAY


def test_a_hub_that_denies_is_asked_in_a_day() -> None:
    one = denied(proved(), NOW)
    assert not one.is_live(NOW)
    assert not one.is_trusted(NOW)
    assert one.ask_at == NOW + DAY


def test_a_hub_is_trusted_after_pushes_that_brought_something() -> None:
    one = LIVE
    for n in range(PROOFS):
        assert not one.is_trusted(NOW)
        one = pushed(one, brought=False, now=NOW + n)
        one = pushed(one, brought=True, now=NOW + n)
    assert one.is_trusted(NOW)
    assert one.pushed_at == NOW + PROOFS - 1
    assert not one.is_trusted(one.until)


def test_an_entry_that_was_not_pushed_in_time_takes_the_trust_away() -> None:
    late = polled(proved(), NOW - 121_000, NOW, GRACE_S)
    assert late.proofs == 0
    assert late.is_live(NOW)
    assert proved(late).is_trusted(NOW)


def test_an_entry_that_a_poll_found_early_is_waited_for() -> None:
    early = polled(proved(), NOW - 5_000, NOW, GRACE_S)
    assert early.is_trusted(NOW)
    assert pushed(early, brought=False, now=NOW).unpushed_at == 0
    # No push came, and these polls find nothing, or what came after it.
    later = polled(early, None, NOW + 60_000, GRACE_S)
    assert later.is_trusted(NOW)
    assert polled(later, NOW + 110_000, NOW + 116_000, GRACE_S).proofs == 0
    assert polled(later, None, NOW + 116_000, GRACE_S).proofs == 0


def test_the_hub_stays_while_the_feed_names_it() -> None:
    one = proved()
    assert offered(one, Offer((OTHER, HUB), TOPIC), ADDRESS) == one
    assert offered(one, Offer((OTHER,), TOPIC), ADDRESS) == Subscription(OTHER, TOPIC)
    assert offered(one, None, ADDRESS) is None
    assert offered(None, Offer((HUB, OTHER), TOPIC), ADDRESS) == NEW
    assert replace(one, proofs=0) != one


def read(one: Subscription | None, *topics: str, address: str = ADDRESS) -> list[Subscription]:
    """Return the subscription after each of some answers."""
    found = []
    for topic in topics:
        one = offered(one, Offer((HUB,), topic), address)
        assert one is not None
        found.append(one)
    return found


def test_another_topic_counts_once_it_has_stayed() -> None:
    *before, after = read(proved(), *[OTHER] * NAMED)
    assert {(one.topic, one.until, one.proofs) for one in before} == {(TOPIC, LIVE.until, PROOFS)}
    assert after == Subscription(HUB, OTHER)
    # The first one in between shows that it is in use.
    back = read(proved(), *[OTHER, OTHER, TOPIC] * 4)
    assert {one.topic for one in back} == {TOPIC}
    assert back[-1] == proved()


def test_topics_that_vary_with_each_answer_give_way_to_the_address() -> None:
    varying = [f"{TOPIC}?at={n}" for n in range(30)]
    first, *others = read(None, *varying)
    assert first.topic == varying[0]
    assert [one.topic for one in others[:2]] == [varying[0], ADDRESS]
    # From then on it stays, with its lease.
    live = verified(others[1], 10 * 86_400, NOW)
    later = read(live, *varying[3:])
    assert {(one.topic, one.until) for one in later} == {(ADDRESS, live.until)}
    # And a topic that stays after all takes its place.
    assert read(later[-1], *[OTHER] * NAMED)[-1] == Subscription(HUB, OTHER)


def test_an_address_that_is_the_topic_stays_whatever_varies() -> None:
    live = replace(LIVE, topic=ADDRESS)
    found = read(live, *[f"{TOPIC}?at={n}" for n in range(30)])
    assert {(one.topic, one.until) for one in found} == {(ADDRESS, LIVE.until)}
