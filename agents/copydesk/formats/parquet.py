"""Articles as Apache Parquet: one row per version, the same columns in every file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from copydesk.errors import MissingExtra
from copydesk.events import Article

from .times import utc

Row = tuple[Article, bytes]


def _kicker(article: Article) -> str | None:
    return next((h.value for h in article.headlines if h.role == "kicker"), None)


# Name, type, whether it is always there, and where it comes from. A column is added at the end
# and never changes: files of all versions are read together.
_COLUMNS: tuple[tuple[str, str, bool, Callable[[Article], object]], ...] = (
    ("article_id", "string", True, lambda a: a.article_id),
    ("version", "int32", True, lambda a: a.version),
    ("status", "string", True, lambda a: a.status),
    ("change", "string", True, lambda a: a.change.kind),
    ("changed_fields", "strings", True, lambda a: list(a.change.fields)),
    ("url", "string", True, lambda a: a.url),
    ("canonical_url", "string", True, lambda a: a.canonical_url),
    ("headline", "string", False, lambda a: a.headline),
    ("kicker", "string", False, _kicker),
    ("standfirst", "string", False, lambda a: a.standfirst),
    ("text", "string", True, lambda a: a.body.text),
    ("language", "string", False, lambda a: a.language and a.language.tag),
    ("section", "string", False, lambda a: a.section),
    ("source", "string", False, lambda a: a.publisher and a.publisher.domain),
    ("country", "string", False, lambda a: a.publisher and a.publisher.country),
    ("published", "time", False, lambda a: a.published and utc(a.published.value)),
    ("first_seen", "time", False, lambda a: a.first_seen and utc(a.first_seen)),
    ("fetched", "time", False, lambda a: a.fetched and utc(a.fetched)),
    ("authors", "strings", True, lambda a: [author.name for author in a.by]),
    ("keywords", "strings", True, lambda a: list(a.keywords)),
    ("genres", "strings", True, lambda a: list(a.genres)),
    ("words", "int32", False, lambda a: a.counts and a.counts.words),
    ("fingerprint", "string", False, lambda a: a.fingerprint),
)


@cache
def _library() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("deliver", "writing Parquet files") from error
    return pyarrow


@cache
def _schema() -> Any:
    pa = _library()
    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "strings": pa.list_(pa.field("element", pa.string(), nullable=False)),
        "time": pa.timestamp("us", tz="UTC"),
    }
    fields = [pa.field(name, types[kind], not always) for name, kind, always, _ in _COLUMNS]
    return pa.schema([*fields, pa.field("event", pa.string(), nullable=False)])


class ParquetFile:
    """A Parquet file that grows by row groups, zstd-compressed.

    Until `close` has returned there is no footer, and no reader takes the file: write under
    another name and rename. Nothing is synced to the disk here.

    Args:
        path: the file; one that is there is overwritten.

    Raises:
        MissingExtra: pyarrow is not installed.
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._writer = _library().parquet.ParquetWriter(path, _schema(), compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        """Write articles, each with the bytes of its event, as one row group.

        A row group costs some kilobytes and is what readers skip by: give it hundreds of rows
        or more at a time. No rows, no row group.

        Raises:
            OSError: the disk is full or gone.
        """
        if not rows:
            return
        values: list[list[object]] = [
            [value(article) for article, _ in rows] for _, _, _, value in _COLUMNS
        ]
        values.append([event.decode() for _, event in rows])
        pa, schema = _library(), _schema()
        columns = [pa.array(v, field.type) for v, field in zip(values, schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=schema))

    def close(self) -> None:
        """Write the footer and close the file; a second call does nothing."""
        self._writer.close()
