"""The gate's state on disk: a cache of one partition of `articles-state`, in SQLite.

The topic is the truth. The cache says up to which offset of it it knows; the rest is read at
assignment. A cache that is damaged, of another cluster, or held by another process is not used.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (article_id TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class StateCache:
    """Article id -> state record, for one partition.

    Args:
        folder: where the files are kept.
        partition: the partition.
        identity: cluster and topic; a file of another identity is emptied.
    """

    def __init__(self, folder: Path, partition: int, identity: str) -> None:
        self._lock: int | None = None
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"articles-state-{partition}.sqlite"
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # Another gate (a paused twin, say) still has it: do without, in memory.
            os.close(lock)
            self._db = self._open(":memory:", identity)
            return
        self._lock = lock
        try:
            self._db = self._open(str(path), identity)
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            self._db = self._open(str(path), identity)

    @staticmethod
    def _open(path: str, identity: str) -> sqlite3.Connection:
        # The gate's loads run in one thread at a time, but not always the same.
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.executescript(_SCHEMA)
        found = db.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()
        if found is None or found[0] != identity:
            db.execute("BEGIN")
            db.execute("DELETE FROM state")
            db.execute("DELETE FROM meta")
            db.execute("INSERT INTO meta VALUES ('identity', ?)", (identity,))
            db.execute("COMMIT")
        return db

    @property
    def next_offset(self) -> int:
        """First offset of the state partition that is not in the cache."""
        found = self._db.execute("SELECT value FROM meta WHERE name = 'next_offset'").fetchone()
        return int(found[0]) if found else 0

    def get(self, article_id: str) -> bytes | None:
        """Return an article's state record."""
        found = self._db.execute(
            "SELECT value FROM state WHERE article_id = ?", (article_id,)
        ).fetchone()
        return None if found is None else found[0]

    def put(self, records: Iterable[tuple[str, bytes | None]], next_offset: int) -> None:
        """Store state records and how far the topic is known, together."""
        self._db.execute("BEGIN")
        for article_id, value in records:
            if value is None:
                self._db.execute("DELETE FROM state WHERE article_id = ?", (article_id,))
            else:
                self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (article_id, value))
        self._db.execute(
            "INSERT OR REPLACE INTO meta VALUES ('next_offset', ?)", (str(next_offset),)
        )
        self._db.execute("COMMIT")

    def clear(self) -> None:
        """Forget everything: the topic is shorter than the cache believes."""
        self._db.execute("DELETE FROM state")
        self._db.execute("DELETE FROM meta WHERE name = 'next_offset'")

    def close(self) -> None:
        """Close the file and let others have it."""
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
