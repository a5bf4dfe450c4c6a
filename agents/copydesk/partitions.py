"""Which partition a key belongs to: Kafka's own hash (murmur2), as every client has it."""

from __future__ import annotations

from aiokafka.partitioner import murmur2


def partition_for(key: bytes, count: int) -> int:
    """Return the partition of a key among `count`, as Kafka's default partitioner does."""
    hashed: int = murmur2(key)
    return (hashed & 0x7FFFFFFF) % count
