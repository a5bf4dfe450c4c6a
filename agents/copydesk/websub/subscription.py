"""What is remembered of a subscription: its lease, and whether the hub keeps its word.

Pure functions from one state to the next; all times are milliseconds since the epoch.

A hub proves itself by pushes that bring entries before a poll finds them. Where a poll finds one
that no push brings within the grace time, the hub must prove itself anew.
"""

from __future__ import annotations

import hashlib

import msgspec
from msgspec.structs import replace

from .discovery import Offer

PROOFS = 2
"""So many pushes in a row, each with something new, prove a hub."""
NAMED = 3
"""So many answers in a row must name another topic before it takes the place of the first."""
_TOPIC_BYTES = 8
_MINUTE_MS = 60_000
_DAY_MS = 24 * 60 * _MINUTE_MS
_FIRST_PAUSE_MS = 10 * _MINUTE_MS
_LONGEST_LEASE_S = 366 * 86_400
_RENEW_FROM = 0.8
_RENEW_WITHIN = 0.1


class Subscription(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A feed's subscription at a hub, or the offer of one."""

    hub: str
    topic: str
    mark: bytes = b""
    """Of the callback address that the hub was given (`Callbacks.mark`)."""
    ask_at: int = 0
    """When to ask the hub (again); 0 for at once."""
    until: int = 0
    """When the lease ends; 0 for none."""
    failures: int = 0
    """Requests since the hub last verified one."""
    pushed_at: int = 0
    """When it last pushed."""
    proofs: int = 0
    """Pushes with something new since the hub last missed an entry, up to `PROOFS`."""
    unpushed_at: int = 0
    """Since when there is an entry that a poll found and no push brought; 0 for none."""
    other: bytes = b""
    """Digest of another topic that the feed named last; empty for none."""
    named: int = 0
    """How many answers in a row named it."""

    def is_live(self, now: int) -> bool:
        """Tell whether the hub has promised to push."""
        return now < self.until

    def is_trusted(self, now: int) -> bool:
        """Tell whether it has promised, and has kept its word so far."""
        return self.is_live(now) and self.proofs >= PROOFS


def offered(before: Subscription | None, offer: Offer | None, address: str) -> Subscription | None:
    """Return the subscription after a feed was read.

    The hub stays while the feed names it. Where another one takes its place, or another topic that
    `NAMED` answers in a row named, all begins anew, and the old lease is left to end. Some feeds
    name another topic in each answer, with the time or a number in it: the feed's address is the
    one that stays then.

    Args:
        before: the subscription, if there was one.
        offer: what the feed offers now.
        address: where the feed is polled.
    """
    if offer is None:
        return None
    if before is None or before.hub not in offer.hubs:
        return Subscription(offer.hubs[0], offer.topic)
    if before.topic == offer.topic:
        return replace(before, other=b"", named=0) if before.named else before
    other = hashlib.sha256(offer.topic.encode()).digest()[:_TOPIC_BYTES]
    if other != before.other and before.named and before.topic != address:
        return Subscription(before.hub, address)
    named = before.named + 1 if other == before.other else 1
    if named >= NAMED:
        return Subscription(before.hub, offer.topic)
    return replace(before, other=other, named=named)


def must_ask(one: Subscription, mark: bytes, now: int) -> bool:
    """Tell whether the hub is to be asked: for the first time, again, or for another callback."""
    return one.mark != mark or one.ask_at <= now


def asked(one: Subscription, mark: bytes, now: int) -> Subscription:
    """Note a request: until the hub verifies it, it counts as failed.

    The pause doubles from ten minutes to a day. While a lease runs it is a quarter of what is
    left of it at most, so that there is more than one try.
    """
    if one.mark != mark:
        one = Subscription(one.hub, one.topic, mark, pushed_at=one.pushed_at)
    pause = min(_FIRST_PAUSE_MS * 2 ** min(one.failures, 10), _DAY_MS)
    if one.is_live(now):
        pause = min(pause, (one.until - now) // 4)
    return replace(one, ask_at=now + pause, failures=one.failures + 1)


def verified(one: Subscription, lease_s: float, now: int) -> Subscription:
    """Note that the hub has verified (section 5.3): a lease, renewed at 80 to 90 % of it.

    Args:
        one: the subscription.
        lease_s: what the hub grants, in seconds.
        now: when it did.
    """
    lease = round(min(lease_s, _LONGEST_LEASE_S) * 1000)
    if lease <= 0:
        return denied(one, now)
    digest = hashlib.sha256(f"{one.topic}\n{now}".encode("utf-8", "surrogatepass")).digest()
    share = _RENEW_FROM + _RENEW_WITHIN * digest[0] / 255
    return replace(one, until=now + lease, ask_at=now + round(lease * share), failures=0)


def denied(one: Subscription, now: int) -> Subscription:
    """Note that the hub has refused or ended the subscription (section 5.2): try in a day."""
    return replace(one, until=0, proofs=0, ask_at=now + _DAY_MS, failures=one.failures + 1)


def pushed(one: Subscription, *, brought: bool, now: int) -> Subscription:
    """Note a push.

    Args:
        one: the subscription.
        brought: whether it had an entry that no poll had found.
        now: when it came.
    """
    proofs = min(PROOFS, one.proofs + brought)
    return replace(one, pushed_at=now, proofs=proofs, unpushed_at=0)


def polled(one: Subscription, found: int | None, now: int, grace_s: float) -> Subscription:
    """Note a good poll.

    Args:
        one: the subscription.
        found: since when there is the oldest entry that this poll found new; None for none.
        now: when it was.
        grace_s: how long a push may take.
    """
    since = min((at for at in (one.unpushed_at, found) if at), default=0)
    if since and now - since > grace_s * 1000:
        return replace(one, proofs=0, unpushed_at=0)
    return replace(one, unpushed_at=since)
