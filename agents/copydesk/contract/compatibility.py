"""What breaks a consumer who reads with the released schema, or a replay of released data.

Breaking: a field that is gone, or that may now be absent; a type that lost or won a member; an
optional field that is now required (recorded data lacks it); an enum that lost a value; a format
or a constant that changed. Not breaking: a new optional field, a new enum value (consumers are
told to expect them), other words in a description.

Libraries were looked at and not taken: docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ANNOTATIONS = {"description", "title", "default", "examples", "$id", "$schema", "$comment"}
_KEYWORDS = ("format", "pattern", "const", "minimum", "maximum", "minLength", "maxLength")


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return one sentence for each change that breaks, with its path in the schema."""
    return list(_compare(old, new, old, new, "$", frozenset()))


def _compare(
    old: dict[str, Any],
    new: dict[str, Any],
    old_root: dict[str, Any],
    new_root: dict[str, Any],
    path: str,
    seen: frozenset[tuple[str, str]],
) -> Iterator[str]:
    step = (str(old.get("$ref")), str(new.get("$ref")))
    if "$ref" in old and step in seen:
        return
    seen = seen | {step}
    old, new = _resolve(old, old_root), _resolve(new, new_root)
    old_members, new_members = _members(old, old_root), _members(new, new_root)
    if set(old_members) != set(new_members):
        lost = sorted(set(old_members) - set(new_members))
        won = sorted(set(new_members) - set(old_members))
        said = [f"no longer {', '.join(lost)}"] if lost else []
        said += [f"now also {', '.join(won)}"] if won else []
        yield f"{path}: type changed: {'; '.join(said)}"
    for kind in sorted(set(old_members) & set(new_members)):
        yield from _same_kind(old_members[kind], new_members[kind], old_root, new_root, path, seen)


def _same_kind(
    old: dict[str, Any],
    new: dict[str, Any],
    old_root: dict[str, Any],
    new_root: dict[str, Any],
    path: str,
    seen: frozenset[tuple[str, str]],
) -> Iterator[str]:
    for keyword in _KEYWORDS:
        if old.get(keyword) != new.get(keyword):
            before, after = old.get(keyword), new.get(keyword)
            yield f"{path}: {keyword} changed from {before!r} to {after!r}"
    if "enum" in new:
        if "enum" not in old:
            yield f"{path}: narrowed to {new['enum']}"
        elif gone := [value for value in old["enum"] if value not in new["enum"]]:
            yield f"{path}: enum lost {', '.join(map(repr, gone))}"
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name not in after:
            yield f"{path}.{name}: field removed"
        else:
            where = f"{path}.{name}"
            yield from _compare(before[name], after[name], old_root, new_root, where, seen)
    was, now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(now - was):
        yield f"{path}.{name}: required now, recorded events may lack it"
    for name in sorted((was - now) & set(after)):
        yield f"{path}.{name}: no longer required, consumers rely on it"
    if old.get("additionalProperties", True) is not False is new.get("additionalProperties"):
        yield f"{path}: no longer open to other fields"
    for keyword, mark in (("items", "[]"), ("additionalProperties", "{}")):
        left, right = old.get(keyword), new.get(keyword)
        if isinstance(left, dict) and isinstance(right, dict):
            yield from _compare(left, right, old_root, new_root, path + mark, seen)
    yield from _tuples(old, new, old_root, new_root, path, seen)


def _tuples(
    old: dict[str, Any],
    new: dict[str, Any],
    old_root: dict[str, Any],
    new_root: dict[str, Any],
    path: str,
    seen: frozenset[tuple[str, str]],
) -> Iterator[str]:
    left, right = old.get("prefixItems", []), new.get("prefixItems", [])
    if len(left) != len(right):
        yield f"{path}: has {len(right)} places instead of {len(left)}"
    for index, (before, after) in enumerate(zip(left, right, strict=False)):
        yield from _compare(before, after, old_root, new_root, f"{path}[{index}]", seen)


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: dict[str, Any] = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _members(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, dict[str, Any]]:
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
