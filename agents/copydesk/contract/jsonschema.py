"""Event types -> JSON Schema 2020-12. Structure by msgspec, descriptions from the docstrings."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import orjson

from copydesk.events import (
    SCHEMA_VERSION,
    Article,
    DeadLetter,
    Discovered,
    Enriched,
    Event,
    Feed,
    FeedHealth,
    Fetched,
    Normalized,
    Story,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

EVENTS: Mapping[str, type[Event]] = {
    "article": Article,
    "dead-letter": DeadLetter,
    "discovered": Discovered,
    "enriched": Enriched,
    "feed": Feed,
    "feed-health": FeedHealth,
    "fetched": Fetched,
    "normalized": Normalized,
    "story": Story,
}
"""Event types by the name of their schema, as the header `ce_dataschema` has it."""

EXPERIMENTAL = frozenset({"feed-health", "story"})
"""Not yet filled: outside the promise of compatibility."""


def schema_id(name: str) -> str:
    """Return the URN of a schema."""
    return f"urn:copydesk:schema:{name}:{SCHEMA_VERSION}"


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an event type.

    Raises:
        LookupError: a field has no docstring.
    """
    event = EVENTS[name]
    [_], parts = msgspec.json.schema_components([event], ref_template="#/$defs/{name}")
    classes = _classes(event)
    for title, part in parts.items():
        _describe(part, classes[title])
        _mark_times(part, classes[title])
    root = parts.pop(event.__name__)
    if name == "fetched":
        root["description"] = f"{root['description']} This is the header `http`."
    result = {"$schema": DIALECT, "$id": schema_id(name), **root}
    if name in EXPERIMENTAL:
        result["x-experimental"] = True
    if parts:
        result["$defs"] = parts
    return result


def render(value: object) -> bytes:
    """Return JSON as it is committed: sorted, indented by two, one line feed at the end."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(value, option=options)


def _classes(event: type[msgspec.Struct]) -> dict[str, type]:
    """Return the event type and all types in its fields, by name."""
    found: dict[str, type] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, msgspec.inspect.StructType) and kind.cls.__name__ not in found:
            found[kind.cls.__name__] = kind.cls
            for field in kind.fields:
                walk(field.type)
        for name in ("item_type", "value_type"):
            if (inner := getattr(kind, name, None)) is not None:
                walk(inner)
        for inner in getattr(kind, "types", ()):
            walk(inner)

    walk(msgspec.inspect.type_info(event))
    return found


def _describe(part: dict[str, Any], cls: type) -> None:
    texts = field_docs(cls)
    for name, field in part["properties"].items():
        if name not in texts:
            raise LookupError(f"{cls.__name__}.{name} has no docstring")
        field["description"] = texts[name]


def _mark_times(part: dict[str, Any], cls: type) -> None:
    """Say which strings are RFC 3339 times: msgspec says so only of aware ones."""
    for field in msgspec.inspect.type_info(cls).fields:  # type: ignore[attr-defined]
        kinds = getattr(field.type, "types", (field.type,))
        if any(isinstance(kind, msgspec.inspect.DateTimeType) for kind in kinds):
            shape = part["properties"][field.encode_name]
            for one in shape.get("anyOf", [shape]):
                if one.get("type") == "string":
                    one["format"] = "date-time"


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """Return the docstrings under the fields of a struct and its bases, by encoded name."""
    texts: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if not issubclass(base, msgspec.Struct) or base is msgspec.Struct:
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
        body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
        for field, text in itertools.pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                texts[field.target.id] = " ".join(str(text.value.value).split())
    encoded = {f.name: f.encode_name for f in msgspec.structs.fields(cls)}
    return {encoded[name]: text for name, text in texts.items() if name in encoded}
