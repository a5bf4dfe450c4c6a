"""The reference lists every field and every column, so that none is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq

from copydesk.events import Article
from copydesk.formats.parquet import ParquetFile

_PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "formats.md").read_text()


def _first_cells(section: str) -> set[str]:
    text = _PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]*)\|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_field_of_an_article_is_mapped_to_ninjs_or_said_to_have_no_home() -> None:
    assert _first_cells("ninjs") == set(Article.__struct_fields__)


def test_every_parquet_column_is_described(tmp_path: Path) -> None:
    ParquetFile(tmp_path / "a.parquet").close()
    assert _first_cells("Parquet") == set(pq.read_schema(tmp_path / "a.parquet").names)
