"""Parquet: read back by pyarrow and by DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.codec import decode, encode
from copydesk.events import Article
from copydesk.formats.parquet import ParquetFile

from .made import NOON, articles, full

_MINIMAL = {
    "published": None,
    "first_seen": None,
    "fetched": None,
    "headlines": (),
    "standfirst": None,
    "section": None,
    "by": (),
    "language": None,
    "counts": None,
    "keywords": (),
    "genres": (),
    "fingerprint": None,
    "publisher": None,
}


def _write(path: Path, *batches: list[Article]) -> Path:
    file = ParquetFile(path)
    for batch in batches:
        file.write([(article, encode(article)) for article in batch])
    file.close()
    return path


def test_real_articles_come_back(real: list[Article], tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", real)
    rows = pq.read_table(path).to_pylist()
    assert [decode(row["event"].encode(), Article) for row in rows] == real
    assert [row["text"] for row in rows] == [a.body.text for a in real]
    assert [row["headline"] for row in rows] == [a.headline for a in real]


@given(some=st.lists(articles(), min_size=1, max_size=4))
def test_arbitrary_articles_come_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[Article]
) -> None:
    path = _write(tmp_path_factory.mktemp("arbitrary") / "a.parquet", some)
    rows = pq.read_table(path).to_pylist()
    assert [row["event"].encode() for row in rows] == [encode(a) for a in some]
    assert [row["text"] for row in rows] == [a.body.text for a in some]


def test_a_row_has_what_the_article_knows(tmp_path: Path) -> None:
    (row,) = pq.read_table(_write(tmp_path / "a.parquet", [full()])).to_pylist()
    event = row.pop("event")
    assert json.loads(event)["article_id"] == row["article_id"]
    assert row == {
        "article_id": "urn:copydesk:article:1:full",
        "version": 3,
        "status": "usable",
        "change": "correction",
        "changed_fields": ["body", "ed_note"],
        "url": "https://news.example/söder?a=1 2#top",
        "canonical_url": "https://news.example/s%C3%B6der",
        "headline": "Ferry & <b>boat</b>",
        "kicker": "Harbour",
        "standfirst": "It sails < again.",
        "text": full().body.text,
        "language": "en",
        "section": "Sea",
        "source": "news.example",
        "country": "NO",
        "published": NOON,
        "first_seen": NOON,
        "fetched": NOON.replace(microsecond=481_000),
        "authors": ["Ana Ruiz", "Bo"],
        "keywords": ["ferry", "boat", "ferry"],
        "genres": ["opinion"],
        "words": 14,
        "fingerprint": "a5becf1457b1fb80",
    }


def test_the_schema_is_the_same_whatever_the_data(tmp_path: Path) -> None:
    schemas = [
        pq.read_schema(_write(tmp_path / name, *batches))
        for name, *batches in (
            ("none.parquet",),
            ("full.parquet", [full()]),
            ("bare.parquet", [full(**_MINIMAL)], [full()]),
        )
    ]
    assert schemas[0] == schemas[1] == schemas[2]
    expected: dict[str, Any] = {
        "version": pa.int32(),
        "words": pa.int32(),
        "published": pa.timestamp("us", tz="UTC"),
        "first_seen": pa.timestamp("us", tz="UTC"),
        "fetched": pa.timestamp("us", tz="UTC"),
    }
    for field in schemas[0]:
        if field.name in ("changed_fields", "authors", "keywords", "genres"):
            assert pa.types.is_list(field.type)
            assert field.type.value_type == pa.string()
        else:
            assert field.type == expected.get(field.name, pa.string())


def test_each_write_is_a_row_group_in_zstd(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", [full()] * 3, [], [full()] * 2)
    facts = pq.ParquetFile(path).metadata
    assert [facts.row_group(i).num_rows for i in range(facts.num_row_groups)] == [3, 2]
    group = facts.row_group(0)
    codecs = {group.column(i).compression for i in range(group.num_columns)}
    assert codecs == {"ZSTD"}


def test_no_reader_takes_a_file_that_was_not_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    file = ParquetFile(path)
    file.write([(full(), encode(full()))])
    with pytest.raises(pa.ArrowInvalid):
        pq.read_table(path)
    file.close()
    file.close()
    assert pq.read_table(path).num_rows == 1


def test_duckdb_reads_several_files_as_one_table(real: list[Article], tmp_path: Path) -> None:
    _write(tmp_path / "1.parquet", real)
    _write(tmp_path / "2.parquet", [full(**_MINIMAL)])
    rows = duckdb.sql(
        f"select count(*), max(published) at time zone 'UTC', list_distinct(flatten(list(authors)))"
        f" from '{tmp_path}/*.parquet' where event::json->>'article_id' = article_id"
    ).fetchall()
    ((count, newest, _),) = rows
    assert count == len(real) + 1
    assert newest == max(a.published.value for a in real if a.published).replace(tzinfo=None)
