"""Records as plain data, for conditions and fields that a person types (JMESPath).

Source of the language: the JMESPath specification, https://jmespath.org/specification.html.
"""

from __future__ import annotations

from typing import Any

import jmespath
import orjson
from jmespath.exceptions import JMESPathError

from copydesk import headers as h
from copydesk.deadletter import as_text
from copydesk.errors import ConfigError
from copydesk.records import Record


def plain_record(record: Record) -> dict[str, Any]:
    """Return the event's own fields, and under `kafka` the record's facts.

    Of a page (topic `fetched`) the fields are its facts, which are in the header `http`; a value
    that is no JSON object has none.
    """
    facts = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp_ms,
        "key": None if record.key is None else as_text(record.key),
        "headers": {name: as_text(value) for name, value in record.headers},
    }
    return {**_fields(record), "kafka": facts}


def _fields(record: Record) -> dict[str, Any]:
    page = h.get(record.headers, h.HTTP_HEADER)
    try:
        found = orjson.loads(record.value or b"" if page is None else page)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


class Query:
    """A JMESPath expression over `plain_record`.

    Args:
        text: the expression.

    Raises:
        ConfigError: it is none.
    """

    def __init__(self, text: str) -> None:
        try:
            self._compiled = jmespath.compile(text)
        except JMESPathError as error:
            reason = str(error).partition("\n")[0]
            raise ConfigError(
                f"{text!r} is no JMESPath expression: {reason}; one looks like "
                "\"publisher.country == 'NO' && counts.words > `300`\""
            ) from error
        self.text = text

    def find(self, record: Record) -> Any:
        """Return what the expression finds in a record; None where there is nothing.

        Raises:
            ConfigError: the expression calls a function with what it does not take.
        """
        where = f"{record.topic}[{record.partition}] at {record.offset}"
        return self.search(plain_record(record), where)

    def search(self, data: Any, where: str) -> Any:
        """Return what the expression finds in plain data; None where there is nothing.

        Args:
            data: as JSON has it.
            where: what it is, for the error's sentence.

        Raises:
            ConfigError: the expression calls a function with what it does not take.
        """
        try:
            return self._compiled.search(data)
        except JMESPathError as error:
            raise ConfigError(f"{self.text!r} fails at {where}: {error}") from error

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils the expression, with JMESPath's notion of truth."""
        found = self.find(record)
        return found is not None and found is not False and found not in ("", [], {})
