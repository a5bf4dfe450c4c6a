"""The topics as AsyncAPI 3.0."""

from __future__ import annotations

from typing import Any

from copydesk._version import __version__
from copydesk.events import Event
from copydesk.settings import TopicSettings
from copydesk.topics import STAGE_TOPICS, TOPICS, Topic

from .jsonschema import EVENTS

_READS = {
    "push": ("feeds",),
    "poll": ("feeds",),
    "fetch": ("discovered",),
    "normalize": ("fetched",),
    "enrich": ("normalized",),
    "publish": ("enriched",),
}
_HEADERS = {
    "ce_specversion": "CloudEvents version, 1.0.",
    "ce_id": "Deterministic id: a repeated event has the same one.",
    "ce_type": "What happened; on `articles` it ends in the kind of the change.",
    "ce_source": "The stage.",
    "ce_subject": "What it is about: article id or address.",
    "ce_time": "When it was made (RFC 3339).",
    "ce_dataschema": "URN of the value's schema.",
    "ce_partitionkey": "The record's key as text.",
    "content-type": "Media type of the value.",
    "traceparent": "W3C trace context.",
}
_ORDERED = {"normalized", "enriched", "articles"}


def document() -> dict[str, Any]:
    """Return the AsyncAPI document of all topics that are a contract."""
    topics = [topic for topic in TOPICS if not topic.internal]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Copydesk",
            "version": __version__,
            "description": "News feeds in; clean, enriched, de-duplicated news events out. Topic "
            "names begin with the setting topics.prefix, here its default.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "127.0.0.1:9092",
                "protocol": "kafka",
                "description": "The embedded broker of `copydesk up`.",
            }
        },
        "channels": {topic.name: _channel(topic) for topic in topics},
        "operations": _operations({topic.name for topic in topics}),
        "components": {"messages": {topic.name: _message(topic) for topic in topics}},
    }


def schema_name(model: type[Event] | None) -> str:
    """Return the schema's name of an event type."""
    return next(name for name, event in EVENTS.items() if event is model)


def _channel(topic: Topic) -> dict[str, Any]:
    defaults = TopicSettings()
    return {
        "address": topic.full_name(defaults.prefix),
        "description": topic.summary[0].upper() + topic.summary[1:] + ".",
        "messages": {topic.name: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "topic": topic.full_name(defaults.prefix),
                "partitions": defaults.partitions,
                "replicas": defaults.replication,
                "topicConfiguration": {
                    "cleanup.policy": ["compact" if topic.compacted else "delete"],
                    **({} if topic.compacted else {"retention.ms": topic.retention_ms}),
                    "max.message.bytes": topic.max_message_bytes,
                },
                "bindingVersion": "0.5.0",
            }
        },
        **({"x-experimental": True} if topic.experimental else {}),
    }


def _message(topic: Topic) -> dict[str, Any]:
    name = schema_name(topic.model)
    headers: dict[str, Any] = {
        key: {"type": "string", "description": text} for key, text in _HEADERS.items()
    }
    if topic.name in _ORDERED:
        headers["copydesk-order"] = {
            "type": "string",
            "pattern": r"^\d+\.\d+\.\d+$",
            "description": "Fetch time in ms, partition and offset of the `fetched` record.",
        }
    payload: dict[str, Any] = {"$ref": f"./{name}.schema.json"}
    content = "application/json"
    if topic.name == "fetched":
        headers["http"] = {"$ref": f"./{name}.schema.json"}
        payload = {"description": "The page's bytes as they came."}
        content = "application/octet-stream"
    return {
        "name": topic.name,
        "title": topic.model.__name__ if topic.model else topic.name,
        "contentType": content,
        "headers": {"type": "object", "properties": headers},
        "payload": payload,
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": topic.key},
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operations(public: set[str]) -> dict[str, Any]:
    operations: dict[str, Any] = {}
    for stage, topics in STAGE_TOPICS.items():
        for topic in topics:
            if topic.name not in public:
                continue
            action = "receive" if topic.name in _READS[stage] else "send"
            operations[f"{stage}-{action}-{topic.name}"] = {
                "action": action,
                "channel": {"$ref": f"#/channels/{topic.name}"},
                "summary": f"The stage {stage} {'reads' if action == 'receive' else 'writes'}.",
            }
    return operations
