"""`copydesk.subscribe`: the arguments of a person -> a subscription."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, overload

from copydesk.errors import ConfigError
from copydesk.events import Article, Copy, Fetched
from copydesk.settings import Settings, load
from copydesk.topics import topic_named

from .filters import Filter, Predicate, Values
from .start import Start
from .subscription import Isolation, Subscription


@overload
def subscribe(
    bootstrap: str | None = None,
    *,
    topic: Literal["articles"] = "articles",
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,
    where: Predicate | None = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Article]: ...


@overload
def subscribe(
    bootstrap: str | None = None,
    *,
    topic: str,
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,
    where: Any = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Any]: ...


def subscribe(
    bootstrap: str | None = None,
    *,
    topic: str = "articles",
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,  # noqa: A002 - the name of the thing
    where: Any = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Any]:
    """Subscribe to published articles, or to another topic.

    Args:
        bootstrap: Kafka to read from, HOST:PORT; else what the settings say.
        topic: `articles`, or another topic by its name without prefix.
        settings: all settings, TLS and SASL among them; by default those of the environment
            and the configuration files.
        group: name under which the place is kept, and under which several consumers share the
            partitions. Without one the reader leaves no trace.
        start: where to begin without a place of its own: `earliest`, `latest`, a time (with
            zone), or offsets by partition.
        language: only articles in these languages (BCP 47; `pt` is also `pt-BR`).
        source: only from these publishers (domains).
        country: only from publishers of these countries (ISO 3166-1 alpha-2).
        section: only from these sections.
        words: only with one of these words or phrases; `harbour*` for a beginning.
        type: only of these genres: news, opinion, analysis, live, gallery.
        where: only those for which this function is true.
        auto_ack: whether a message counts as handled once the body has run; else each needs
            its `ack()`.
        on_error: what becomes of a message that is no event, or that a handler cannot take:
            `stop` (raise), `skip` (log it), or the name of a dead-letter topic of your own.
        isolation: `read_uncommitted` shows events of open and of aborted transactions too.
        follow: whether to wait for more at the end, or to stop where the end was at the start.

    Raises:
        ConfigError: a wrong setting or argument.
    """
    chosen = settings or load({"broker.bootstrap": bootstrap})
    if settings is not None and bootstrap is not None:
        chosen = replace(chosen, broker=replace(chosen.broker, bootstrap=bootstrap))
    declared = topic_named(topic, chosen.topics.prefix)
    if declared is None or declared.model in (None, Fetched):
        raise ConfigError(f"there is no topic {topic!r} of events to subscribe to")
    wanted = Filter.of(
        where,
        language=language,
        source=source,
        country=country,
        section=section,
        words=words,
        type=type,
    )
    assert declared.model is not None
    if not issubclass(declared.model, Copy) and not replace(wanted, where=None).is_empty:
        raise ConfigError(f"{topic} carries no articles: of the filters it knows only 'where'")
    return Subscription(
        chosen,
        declared,
        group=group,
        start=start,
        wanted=wanted,
        auto_ack=auto_ack,
        on_error=on_error,
        isolation=isolation,
        follow=follow,
    )
