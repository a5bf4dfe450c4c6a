"""The committed contract: no drift, valid examples, no breaking change unnoticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker

from copydesk.cli.schemas import schemas
from copydesk.codec import decode, encode
from copydesk.contract.compatibility import breaking_changes
from copydesk.contract.examples import examples
from copydesk.contract.export import export, problems
from copydesk.contract.jsonschema import EVENTS, schema_of
from copydesk.topics import TOPICS

COMMITTED = Path(__file__).parents[3] / "schemas"
Edit = Callable[[dict[str, Any]], None]


def test_the_committed_files_are_what_the_code_gives() -> None:
    assert problems(COMMITTED) == []


def test_an_export_into_an_empty_folder_is_complete(tmp_path: Path) -> None:
    export(tmp_path)
    shutil.copytree(COMMITTED / "released", tmp_path / "released")
    assert problems(tmp_path) == []
    assert export(tmp_path) == []


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_examples_are_valid_and_survive_the_wire(name: str) -> None:
    schema = orjson.loads((COMMITTED / f"{name}.schema.json").read_bytes())
    example = orjson.loads((COMMITTED / "examples" / f"{name}.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(example)
    event = examples()[name]
    assert decode(encode(event), type(event)) == event
    assert decode(orjson.dumps(example), type(event)) == event


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_fields_of_later_versions_are_accepted(name: str) -> None:
    example = orjson.loads((COMMITTED / "examples" / f"{name}.json").read_bytes())
    example["a_field_of_version_9"] = {"deep": [1]}
    Draft202012Validator(schema_of(name)).validate(example)
    assert decode(orjson.dumps(example), EVENTS[name]) == examples()[name]


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_field_says_what_it_is(name: str) -> None:
    schema = schema_of(name)
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["description"]
        for field in part["properties"].values():
            assert field["description"], field


def _remove_field(schema: dict[str, Any]) -> None:
    del schema["properties"]["standfirst"]


def _narrow_type(schema: dict[str, Any]) -> None:
    schema["properties"]["standfirst"] = {"type": "string"}


def _require(schema: dict[str, Any]) -> None:
    schema["required"].append("standfirst")


def _drop_enum_value(schema: dict[str, Any]) -> None:
    schema["$defs"]["Headline"]["properties"]["role"]["enum"].remove("kicker")


def _no_longer_required(schema: dict[str, Any]) -> None:
    schema["required"].remove("body")


def _widen_type(schema: dict[str, Any]) -> None:
    schema["properties"]["article_id"] = {"type": ["string", "integer"]}


def _close(schema: dict[str, Any]) -> None:
    schema["additionalProperties"] = False


def _change_format(schema: dict[str, Any]) -> None:
    schema["$defs"]["Instant"]["properties"]["value"].pop("format")


BREAKING = [
    (_remove_field, "$.standfirst: field removed"),
    (_narrow_type, "$.standfirst: type changed: no longer null"),
    (_require, "$.standfirst: required now"),
    (_drop_enum_value, "$.headlines[].role: enum lost 'kicker'"),
    (_no_longer_required, "$.body: no longer required"),
    (_widen_type, "$.article_id: type changed: now also integer"),
    (_close, "$: no longer open"),
    (_change_format, "$.published.value: format changed"),
]


@pytest.mark.parametrize(("edit", "sentence"), BREAKING)
def test_each_breaking_change_is_named(edit: Edit, sentence: str) -> None:
    old, new = schema_of("article"), schema_of("article")
    edit(new)
    found = breaking_changes(old, new)
    assert any(one.startswith(sentence) for one in found), found


def test_additions_break_nothing() -> None:
    old, new = schema_of("article"), schema_of("article")
    new["properties"]["subjects"] = {"type": "array", "items": {"type": "string"}}
    new["$defs"]["Headline"]["properties"]["role"]["enum"].append("ticker")
    new["properties"]["standfirst"]["description"] = "in other words"
    assert breaking_changes(old, new) == []


@pytest.mark.parametrize("edit", [_remove_field, _narrow_type, _require, _drop_enum_value])
def test_the_check_of_ci_fails_on_a_released_schema_that_is_broken(
    tmp_path: Path, edit: Edit
) -> None:
    shutil.copytree(COMMITTED, tmp_path / "schemas")
    runner = CliRunner()
    assert runner.invoke(schemas, ["check", "--dir", str(tmp_path / "schemas")]).exit_code == 0
    # What the code gives is the broken one if the released one was what `edit` undoes.
    released = tmp_path / "schemas" / "released" / "1.0" / "article.schema.json"
    old = orjson.loads(released.read_bytes())
    _invert(edit, old)
    released.write_bytes(orjson.dumps(old))
    result = runner.invoke(schemas, ["check", "--dir", str(tmp_path / "schemas")])
    assert result.exit_code == 1
    assert "breaks 1.0" in result.stderr


def _invert(edit: Edit, old: dict[str, Any]) -> None:
    """Change the released schema so that today's is what `edit` would have made of it."""
    if edit is _remove_field:
        old["properties"]["gone"] = {"type": "string"}
    elif edit is _narrow_type:
        old["properties"]["article_id"] = {"type": ["string", "integer"]}
    elif edit is _require:
        old["required"].remove("canonical_url")
    else:
        old["$defs"]["Headline"]["properties"]["role"]["enum"].append("ticker")


def test_drift_fails_the_check(tmp_path: Path) -> None:
    shutil.copytree(COMMITTED, tmp_path / "schemas")
    (tmp_path / "schemas" / "feed.schema.json").write_text("{}")
    (tmp_path / "schemas" / "story.schema.json").unlink()
    result = CliRunner().invoke(schemas, ["check", "--dir", str(tmp_path / "schemas")])
    assert result.exit_code == 1
    assert "feed.schema.json differs" in result.stderr
    assert "story.schema.json is missing" in result.stderr


def _resolve(document: dict[str, Any], reference: str) -> Any:
    if reference.startswith("./"):
        return orjson.loads((COMMITTED / reference).read_bytes())
    at: Any = document
    for part in reference.removeprefix("#/").split("/"):
        at = at[part]
    return at


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [one for inner in value.values() for one in _references(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _references(inner)]
    return []


def test_the_asyncapi_document_holds_together() -> None:
    document = yaml.safe_load((COMMITTED / "asyncapi.yaml").read_text("utf-8"))
    assert document["asyncapi"] == "3.0.0"
    references = _references(document)
    assert references
    for reference in references:
        assert _resolve(document, reference)
    public = {topic.full_name("news.") for topic in TOPICS if not topic.internal}
    assert {channel["address"] for channel in document["channels"].values()} == public
    assert all(channel["messages"] for channel in document["channels"].values())
    assert {one["action"] for one in document["operations"].values()} == {"send", "receive"}
