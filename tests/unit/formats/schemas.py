"""The formats' published schemas, which this project does not hold copies of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker

_JSONFEED_PACKAGE = "jsonfeed-schema@0.5.0"


def ninjs_validator() -> Draft202012Validator:
    """Return a validator of the IPTC's schema, or skip the test."""
    path = os.environ.get("COPYDESK_NINJS_SCHEMA")
    if not path:
        pytest.skip(
            "set COPYDESK_NINJS_SCHEMA to a copy of "
            "https://www.iptc.org/std/ninjs/ninjs-schema_3.2.json"
        )
    schema = json.loads(Path(path).read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=_formats())


def jsonfeed_validator(folder: Path) -> Draft7Validator:
    """Return a validator of JSON Feed 1.1 by the schema that npm has, or skip the test.

    Args:
        folder: keeps what was fetched, for the next run.
    """
    path = os.environ.get("COPYDESK_JSONFEED_SCHEMA")
    schema: dict[str, Any] = json.loads(Path(path).read_bytes() if path else _from_npm(folder))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=_formats())


def _formats() -> FormatChecker:
    checker = FormatChecker()
    # Without its libraries jsonschema passes over these formats in silence.
    assert {"uri", "date-time"} <= set(checker.checkers)
    return checker


def _from_npm(folder: Path) -> bytes:
    kept = folder / "schema-v1.1.json"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip(
                "install npm, or set COPYDESK_JSONFEED_SCHEMA to schema-v1.1.json of the npm "
                f"package {_JSONFEED_PACKAGE}"
            )
        done = subprocess.run(
            [npm, "pack", _JSONFEED_PACKAGE, "--pack-destination", folder],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            pytest.skip(f"npm cannot get {_JSONFEED_PACKAGE}: {done.stderr.strip()[-200:]}")
        with tarfile.open(next(folder.glob("jsonfeed-schema-*.tgz"))) as package:
            member = package.extractfile("package/schema-v1.1.json")
            assert member is not None
            kept.write_bytes(member.read())
    return kept.read_bytes()
