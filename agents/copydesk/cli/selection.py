"""Options that choose among events; the same for every command that reads articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from copydesk.codec import decode
from copydesk.consumer.filters import Filter
from copydesk.consumer.query import Query
from copydesk.errors import ConfigError, DecodeError
from copydesk.events import Copy
from copydesk.records import Record
from copydesk.topics import Topic

_OPTIONS = (
    ("language", "TAG", "Only in this language (BCP 47; pt is also pt-BR)."),
    ("source", "DOMAIN", "Only from this publisher."),
    ("country", "CODE", "Only from publishers of this country (ISO 3166-1)."),
    ("section", "NAME", "Only from this section."),
    ("words", "TEXT", "Only with this word or phrase in headline or text; harbour* for more."),
    ("type", "GENRE", "Only news, opinion, analysis, live or gallery."),
)


@dataclass(frozen=True)
class Selection:
    """What a person asked for."""

    filter: Filter
    where: Query | None
    text: str = ""
    """The same as it was typed, for a recording's manifest."""

    def check(self, topic: Topic) -> None:
        """Refuse options that this topic's events cannot answer.

        Raises:
            ConfigError: the topic does not carry articles.
        """
        if not self.filter.is_empty and not _carries_articles(topic):
            raise ConfigError(
                f"--language, --source and the like need articles, which {topic.name!r} does not "
                "carry; use --where there"
            )

    def wants(self, record: Record, topic: Topic) -> bool:
        """Whether a record is among what was asked for; what cannot be read is not."""
        if not self.filter.is_empty:
            try:
                article: Any = decode(record.value, topic.model or Copy)
            except DecodeError:
                return False
            if not self.filter.matches(article):
                return False
        return self.where is None or self.where.holds(record)


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, which gets them as `selection`."""

    @wraps(command)
    def run(*args: Any, where: str | None, **given: Any) -> Any:
        conditions = {name: given.pop(name) for name, _, _ in _OPTIONS}
        found = Filter.of(**{name: values for name, values in conditions.items() if values})
        typed = [f"--{name} {one}" for name, values in conditions.items() for one in values]
        if where is not None:
            typed.append(f"--where {where}")
        selection = Selection(found, None if where is None else Query(where), " ".join(typed))
        return command(*args, selection=selection, **given)

    add = click.option(
        "--where",
        metavar="JMESPATH",
        help="Only where this holds, e.g. 'counts.words > `300`'; Kafka's facts are in kafka.",
    )
    run = add(run)
    for name, metavar, text in reversed(_OPTIONS):
        run = click.option(f"--{name}", name, metavar=metavar, multiple=True, help=text)(run)
    return run


def _carries_articles(topic: Topic) -> bool:
    return topic.model is not None and issubclass(topic.model, Copy)
