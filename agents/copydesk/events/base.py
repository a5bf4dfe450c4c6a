"""What all event types share."""

from __future__ import annotations

import msgspec

SCHEMA_VERSION = "1.0"
"""Version of the contract: the major part rises when a consumer could break."""


# Immutable trees have no cycles for the garbage collector to look for; without it batches of
# articles are read a third faster.
class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A piece of an event: immutable; absent means unknown."""


class Event(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A value that crosses a topic. Unknown fields of later versions are ignored on reading."""
