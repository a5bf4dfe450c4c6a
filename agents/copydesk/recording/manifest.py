"""The lines of a recording: a manifest, one line per record, an end with counts and a sum.

The whole is JSON Lines (https://jsonlines.org) in one Zstandard frame (RFC 8878):
`zstdcat FILE | jq` shows it. Bytes are text where they are UTF-8, else `{"base64": …}`
(RFC 4648 section 4), so that they come back as they were.
"""

from __future__ import annotations

import base64
from typing import Any

import msgspec
import orjson

from copydesk._version import __version__
from copydesk.errors import DecodeError
from copydesk.events import SCHEMA_VERSION
from copydesk.headers import Headers
from copydesk.records import Record

FORMAT = 1


class TopicFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a recording knows of a topic."""

    partitions: int
    """How many it had."""


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True, rename={"format": "recording"}):
    """The first line."""

    format: int
    """Version of the recording's format."""
    topics: dict[str, TopicFacts]
    """The topics in it, by their names without prefix."""
    prefix: str = ""
    """Prefix that the topics had."""
    copydesk: str = __version__
    """Version of Copydesk that made it."""
    schema: str = SCHEMA_VERSION
    """Version of the contract that it was made under."""
    made: str = ""
    """When it was made, RFC 3339 in UTC; empty where that is not wanted."""
    selection: str = ""
    """What was asked for, as a person reads it."""


class End(msgspec.Struct, frozen=True):
    """The last line: without it the file was cut short."""

    end: dict[str, int]
    """Records by topic."""
    sha256: str
    """Digest over all lines before, newlines included, in hexadecimal."""


def encode_record(record: Record) -> bytes:
    """Return the line of a record, whose topic has no prefix."""
    return orjson.dumps(
        {
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "timestamp": record.timestamp_ms,
            "key": _text(record.key),
            "headers": [[name, _text(value)] for name, value in record.headers],
            "value": _text(record.value),
        }
    )


def decode_record(line: bytes) -> Record:
    """Read the line of a record.

    Raises:
        DecodeError: it is none.
    """
    try:
        found = orjson.loads(line)
        headers: Headers = tuple((str(n), _bytes(v) or b"") for n, v in found["headers"])
        return Record(
            topic=str(found["topic"]),
            partition=int(found["partition"]),
            offset=int(found["offset"]),
            key=_bytes(found["key"]),
            value=_bytes(found["value"]),
            headers=headers,
            timestamp_ms=int(found["timestamp"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DecodeError(f"not the line of a record: {error!r}") from error


def decode_manifest(line: bytes) -> Manifest:
    """Read the first line.

    Raises:
        DecodeError: it is none, or of a newer format.
    """
    try:
        format_ = orjson.loads(line)["recording"]
        if isinstance(format_, int) and format_ > FORMAT:
            raise DecodeError(
                f"it is a recording of format {format_} and this Copydesk reads up to {FORMAT}: "
                "upgrade with 'pip install -U copydesk'",
                code="newer-format",
            )
        return msgspec.json.decode(line, type=Manifest)
    except (ValueError, KeyError, TypeError) as error:
        raise DecodeError("it does not begin with a recording's manifest") from error


def decode_end(line: bytes) -> End | None:
    """Read the last line; None if it is another one."""
    # Every line of a record begins with its topic.
    if not line.startswith(b'{"end":'):
        return None
    try:
        return msgspec.json.decode(line, type=End)
    except msgspec.MsgspecError:
        return None


def _text(value: bytes | None) -> str | dict[str, str] | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}


def _bytes(found: Any) -> bytes | None:
    if found is None:
        return None
    if isinstance(found, dict):
        return base64.b64decode(found["base64"], validate=True)
    if not isinstance(found, str):
        raise TypeError(f"{found!r} is neither text nor base64")
    return found.encode()
