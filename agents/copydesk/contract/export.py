"""The files under `schemas/`: writing them, and checking that they still say what the code does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import orjson

from copydesk.errors import MissingExtra

from .asyncapi import document
from .compatibility import breaking_changes
from .examples import article_headers, examples
from .jsonschema import EVENTS, EXPERIMENTAL, render, schema_of


def rendered() -> dict[str, bytes]:
    """Return all generated files by their path below `schemas/`.

    Raises:
        MissingExtra: PyYAML is not installed.
    """
    files = {f"{name}.schema.json": render(schema_of(name)) for name in EVENTS}
    for name, event in examples().items():
        files[f"examples/{name}.json"] = render(msgspec.to_builtins(event))
    files["examples/article.headers.json"] = render(article_headers())
    files["asyncapi.yaml"] = _yaml(document())
    return files


def _yaml(value: object) -> bytes:
    try:
        import yaml
    except ModuleNotFoundError as error:
        raise MissingExtra("test", "'copydesk schemas'") from error
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def export(folder: Path) -> list[str]:
    """Write all files; return the paths of those that changed."""
    changed = []
    for name, content in rendered().items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(name)
    return changed


def problems(folder: Path) -> list[str]:
    """Return one sentence per file that differs from the code, and per breaking change.

    Args:
        folder: `schemas/`; each folder in its `released/` is a version that is kept.
    """
    found = []
    for name, content in rendered().items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing: run 'copydesk schemas export'")
        elif path.read_bytes() != content:
            found.append(f"{name} differs from the code: run 'copydesk schemas export'")
    released = sorted(folder.glob("released/*/*.schema.json"))
    if not released:
        found.append(f"no released schemas under {folder / 'released'}")
    for path in released:
        name = path.name.removesuffix(".schema.json")
        version = path.parent.name
        if name not in EVENTS:
            found.append(f"{name} was released in {version} and is gone")
        elif name not in EXPERIMENTAL:
            breaks = breaking_changes(orjson.loads(path.read_bytes()), schema_of(name))
            found += [f"{name} breaks {version}: {sentence}" for sentence in breaks]
    return found
