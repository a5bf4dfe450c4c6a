"""The docs name the hardest case of every field, and its test is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from copydesk.contract.jsonschema import schema_of

_ROOT = Path(__file__).parents[3]
_PAGE = (_ROOT / "docs" / "extraction.md").read_text("utf-8")
_TABLE = _PAGE.partition("\n## Hardest cases\n")[2].partition("\n## ")[0]
_ROWS = re.findall(r"^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$", _TABLE, re.MULTILINE)
_UNITS = _ROOT / "tests" / "unit"


def _leaves(schema: dict[str, Any], known: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the paths of the fields that hold a value, of those of objects and lists too."""
    if "$ref" in schema:
        yield from _leaves(known[schema["$ref"].rpartition("/")[2]], known, path)
        return
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(kinds) == 1:
        yield from _leaves(kinds[0], known, path)
    elif schema.get("type") == "array" and ("$ref" in schema["items"]):
        yield from _leaves(schema["items"], known, f"{path}[]")
    elif "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from _leaves(inner, known, f"{path}.{name}" if path else name)
    else:
        yield path


@cache
def _tests_of(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))


def test_each_field_of_an_article_has_its_hardest_case_in_the_table() -> None:
    schemas = [schema_of(name) for name in ("article", "enriched")]
    fields = {leaf for schema in schemas for leaf in _leaves(schema, schema["$defs"])}
    named = [name for names, _, _ in _ROWS for name in re.findall(r"`([^`]+)`", names)]
    assert sorted(named) == sorted(fields)


def test_each_test_of_the_table_is_there() -> None:
    for _, case, tests in _ROWS:
        assert case.strip()
        named = re.findall(r"`([\w/.]+)::(\w+)`", tests)
        assert named, case
        for file, test in named:
            assert test in _tests_of(_UNITS / file), f"{file}::{test}"
