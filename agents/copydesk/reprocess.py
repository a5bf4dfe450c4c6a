"""Dead letters back to where they came from."""

from __future__ import annotations

from .codec import decode
from .consumer import read
from .deadletter import as_bytes
from .errors import ConfigError, PermanentError
from .events import DeadLetter, SourceRecord
from .headers import ATTEMPT_HEADER, FIRST_FAILED_HEADER, REFETCH_HEADER
from .lookup import read_one
from .producer import Producer
from .records import Output, Record
from .settings import Settings
from .topics import DEAD_LETTER, FETCH_DUE, FETCH_RETRY, Topic, topic_named

_FETCH_DELAYED = {topic.name for topic in (*FETCH_RETRY, FETCH_DUE)}
_OURS = (ATTEMPT_HEADER, FIRST_FAILED_HEADER, REFETCH_HEADER)


def letter_id(record: Record) -> str:
    """Return how a person names a dead letter: `partition/offset` on `dead-letter`."""
    return f"{record.partition}/{record.offset}"


async def dead_letters(settings: Settings) -> list[tuple[str, DeadLetter]]:
    """Return all dead letters with their ids, in order per partition.

    Raises:
        BrokerError: no Kafka answers, or its topics do not exist.
    """
    name = DEAD_LETTER.full_name(settings.topics.prefix)
    return [
        (letter_id(record), decode(record.value, DeadLetter))
        async for record in read(settings, name, start="earliest", follow=False)
    ]


async def reprocess(settings: Settings, letters: list[DeadLetter]) -> int:
    """Send the refused records to their topics again, attempts counted from 1.

    A payload that was too large to be inline is read again from the source topic.

    Returns:
        How many records the broker acknowledged.

    Raises:
        PermanentError: a letter has no source record, or the source is no longer there; nothing
            is sent then.
        BrokerError: no Kafka answers.
    """
    prefix = settings.topics.prefix
    outputs = [_output(*await _source(settings, letter), prefix) for letter in letters]
    producer = Producer(settings)
    await producer.start()
    try:
        return len(await producer.deliver(outputs))
    finally:
        await producer.stop()


async def _source(settings: Settings, letter: DeadLetter) -> tuple[SourceRecord, Record]:
    source, payload = letter.source, letter.payload
    if source is None:
        raise PermanentError(
            f"a refusal by {letter.stage} ({letter.reason}) came from no record: nothing to send"
        )
    if letter.truncated or payload is None or (payload.text is None and payload.base64 is None):
        return source, await read_one(settings, source.topic, source.partition, source.offset)
    value = as_bytes(payload.text if payload.text is not None else f"base64:{payload.base64}")
    return source, Record(
        source.topic,
        source.partition,
        source.offset,
        None if source.key is None else as_bytes(source.key),
        value,
        tuple((name, as_bytes(text)) for name, text in source.headers),
    )


def _output(source: SourceRecord, record: Record, prefix: str) -> Output:
    topic: Topic | None = topic_named(source.topic, prefix)
    if topic is None:
        raise ConfigError(f"{source.topic} is no topic under the prefix {prefix!r}")
    if topic.name in _FETCH_DELAYED:
        topic = FETCH_DUE
    headers = tuple(pair for pair in record.headers if pair[0] not in _OURS)
    # The same partition: state and order of its key are there.
    return Output(topic, record.key, record.value, headers, source.partition)
