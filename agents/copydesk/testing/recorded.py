"""Recordings by name, and their events as messages, without Kafka."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copydesk.consumer.message import Message, decode_record
from copydesk.recording import Recording
from copydesk.recording.through import through
from copydesk.records import Record
from copydesk.settings import Settings
from copydesk.topics import STAGE_TOPICS, topic_named

from .kafka import run as wait_for

ENDING = ".jsonl.zst"
SHIPPED = Path(__file__).with_name("recordings")


def find(name: str, folder: Path) -> Recording:
    """Find a recording: in a test's own folder, then among those that are shipped.

    Raises:
        FileNotFoundError: there is none; with the names that there are.
    """
    places = (folder, SHIPPED)
    for place in places:
        path = place / f"{name}{ENDING}"
        if path.exists():
            return Recording(path)
    known = sorted({p.name.removesuffix(ENDING) for at in places for p in at.glob(f"*{ENDING}")})
    raise FileNotFoundError(
        f"there is no recording {name!r} in {folder}, nor among the shipped ones; there are: "
        f"{', '.join(known)}"
    )


def messages(recording: Recording, topic: str) -> list[Message[Any]]:
    """Return a topic's events as a subscriber gets them.

    Raises:
        DecodeError: a record is no event of that topic.
    """
    return [_message(record) for record in recording if record.topic == topic]


def made(recording: Recording, stages: Sequence[str], settings: Settings) -> list[Message[Any]]:
    """Run a recording through stages in this process; return what the last one makes."""
    last = STAGE_TOPICS[stages[-1]][1].name

    async def run() -> list[Record]:
        return [one async for one in through(settings, recording, stages) if one.topic == last]

    return [_message(record) for record in wait_for(run())]


def _message(record: Record) -> Message[Any]:
    topic = topic_named(record.topic)
    if topic is None or topic.model is None:
        raise ValueError(f"there is no topic {record.topic!r} of events")
    return Message(decode_record(record, topic.model), record)
