"""What breaks a consumer who reads with the released schema, or a replay of released data.

Breaking: a field that is gone, or that may now be absent; a type that lost or won a member; an
optional field that is now required (recorded data lacks it); an enum that lost a value; a format
or a constant that changed. Not breaking: a new optional field, a new enum value (consumers are
told to expect them), other words in a description.

Libraries were looked at and not taken: docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

_ANNOTATIONS = {"description", "title", "default", "examples", "$id", "$schema", "$comment"}
_KEYWORDS = ("format", "pattern", "const", "minimum", "maximum", "minLength", "maxLength")


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """Return one sentence for each change that breaks, with its path in the schema."""
    return list(_Comparison(old, new).compare(old, new, "$", frozenset()))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two documents, whose references are looked up in each."""

    old_root: Schema
    new_root: Schema

    def compare(
        self, old: Schema, new: Schema, path: str, seen: frozenset[tuple[str, str]]
    ) -> Iterator[str]:
        """Compare two places of the same path."""
        step = (str(old.get("$ref")), str(new.get("$ref")))
        if "$ref" in old and step in seen:
            return
        seen = seen | {step}
        before = _members(_resolve(old, self.old_root), self.old_root)
        after = _members(_resolve(new, self.new_root), self.new_root)
        if set(before) != set(after):
            lost, won = sorted(set(before) - set(after)), sorted(set(after) - set(before))
            said = [f"no longer {', '.join(lost)}"] if lost else []
            said += [f"now also {', '.join(won)}"] if won else []
            yield f"{path}: type changed: {'; '.join(said)}"
        for kind in sorted(set(before) & set(after)):
            yield from _values(before[kind], after[kind], path)
            yield from _presence(before[kind], after[kind], path)
            for left, right, where in _inner(before[kind], after[kind], path):
                yield from self.compare(left, right, where, seen)


def _values(old: Schema, new: Schema, path: str) -> Iterator[str]:
    """Compare what a single value may be."""
    for keyword in _KEYWORDS:
        before, after = old.get(keyword), new.get(keyword)
        if before != after:
            yield f"{path}: {keyword} changed from {before!r} to {after!r}"
    if "enum" in new:
        if "enum" not in old:
            yield f"{path}: narrowed to {new['enum']}"
        elif gone := [value for value in old["enum"] if value not in new["enum"]]:
            yield f"{path}: enum lost {', '.join(map(repr, gone))}"


def _presence(old: Schema, new: Schema, path: str) -> Iterator[str]:
    """Compare which fields there are, and which there must be."""
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name not in after:
            yield f"{path}.{name}: field removed"
    was, now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(now - was):
        yield f"{path}.{name}: required now, recorded events may lack it"
    for name in sorted((was - now) & set(after)):
        yield f"{path}.{name}: no longer required, consumers rely on it"
    if old.get("additionalProperties", True) is not False is new.get("additionalProperties"):
        yield f"{path}: no longer open to other fields"
    left, right = old.get("prefixItems", []), new.get("prefixItems", [])
    if len(left) != len(right):
        yield f"{path}: has {len(right)} places instead of {len(left)}"


def _inner(old: Schema, new: Schema, path: str) -> Iterator[tuple[Schema, Schema, str]]:
    """Yield the schemas below that have the same place in both."""
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name in after:
            yield before[name], after[name], f"{path}.{name}"
    for keyword, mark in (("items", "[]"), ("additionalProperties", "{}")):
        left, right = old.get(keyword), new.get(keyword)
        if isinstance(left, dict) and isinstance(right, dict):
            yield left, right, path + mark
    pairs = zip(old.get("prefixItems", []), new.get("prefixItems", []), strict=False)
    for index, (left, right) in enumerate(pairs):
        yield left, right, f"{path}[{index}]"


def _resolve(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        found: Schema = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _members(schema: Schema, root: Schema) -> dict[str, Schema]:
    """Return the alternatives of a schema by their kind of value."""
    if "anyOf" in schema:
        return {
            kind: one
            for part in schema["anyOf"]
            for kind, one in _members(_resolve(part, root), root).items()
        }
    kinds = schema.get("type")
    if kinds is None and "enum" in schema:
        kinds = sorted({_kind(value) for value in schema["enum"]})
    names = kinds if isinstance(kinds, list) else [kinds or "anything"]
    return {name: {k: v for k, v in schema.items() if k not in _ANNOTATIONS} for name in names}


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "null" if value is None else "string"
