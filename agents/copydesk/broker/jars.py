"""Kafka's jars: what they are, where they are kept, whether they are whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from copydesk.errors import BrokerError, MissingExtra

from .download import Download, fetch_all
from .progress import Progress, Silent

MAVEN_CENTRAL = "https://repo1.maven.org/maven2"
MIRROR_HINT = "COPYDESK_BROKER_MIRROR"
LOCK_FILE = "kafka.lock.json"
_STAMP = "verified.json"
_MISSING = "missing.txt"
_LOCK_WAIT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of a Maven repository, by its coordinates; `size` in bytes."""

    group: str
    artifact: str
    version: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.artifact}-{self.version}.jar"

    @property
    def path(self) -> str:
        """The file's place in a repository of Maven's default layout."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"


@dataclass(frozen=True, slots=True)
class JarLock:
    """The pinned set of jars that make a broker of version `kafka`."""

    kafka: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Size of all jars together, in bytes."""
        return sum(jar.size for jar in self.jars)

    def digest(self) -> str:
        """Return a digest that changes when any pinned sum does."""
        pinned = json.dumps([asdict(jar) for jar in self.jars])
        return hashlib.sha256(pinned.encode()).hexdigest()


@cache
def load_lock() -> JarLock:
    """Read the lock file that the package ships."""
    text = resources.files(__package__).joinpath(LOCK_FILE).read_text("utf-8")
    raw = json.loads(text)
    return JarLock(raw["kafka"], tuple(Jar(**entry) for entry in raw["jars"]))


def jar_folder(cache_dir: Path, lock: JarLock) -> Path:
    """Return the folder that holds the jars of `lock`, there or not."""
    return cache_dir / "kafka" / lock.kafka


def _facts(folder: Path, lock: JarLock) -> dict[str, list[int]] | None:
    facts = {}
    for jar in lock.jars:
        try:
            stat = (folder / jar.name).stat()
        except OSError:
            return None
        facts[jar.name] = [stat.st_size, stat.st_mtime_ns]
    return facts


def is_complete(folder: Path, lock: JarLock) -> bool:
    """Whether every jar is as it was when its sum was last checked.

    Compares sizes and modification times with a stamp, since hashing the jars at each start
    costs more than it finds; any difference makes `install` hash them again.
    """
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    facts = _facts(folder, lock)
    return facts is not None and stamp == {"lock": lock.digest(), "files": facts}


def _is_whole(path: Path, jar: Jar) -> bool:
    try:
        if path.stat().st_size != jar.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


def install(
    cache_dir: Path,
    *,
    lock: JarLock | None = None,
    mirror: str | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Make sure that all jars are in the cache folder, and return their paths.

    Two processes may call it at once: one downloads, the other waits and finds all there. What
    an interrupted call left is completed, a damaged jar is fetched again, and with all there no
    network is touched.

    Args:
        cache_dir: Copydesk's cache folder.
        lock: which jars; by default the package's own.
        mirror: base URL of a Maven repository to use in place of Maven Central.
        progress: told of the bytes.

    Raises:
        BrokerError: no network, a wrong checksum, a cache folder that cannot be written.
        MissingExtra: the libraries for a download are not installed.
    """
    lock = lock or load_lock()
    folder = jar_folder(cache_dir, lock)
    paths = [folder / jar.name for jar in lock.jars]
    if is_complete(folder, lock):
        return paths
    try:
        import filelock
    except ImportError as error:
        raise MissingExtra("embedded", "the embedded broker") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / ".lock", timeout=_LOCK_WAIT_S):
            if not is_complete(folder, lock):
                _complete(folder, lock, (mirror or MAVEN_CENTRAL).rstrip("/"), progress or Silent())
    except OSError as error:
        raise BrokerError(
            f"Kafka's jars cannot be kept in {folder}: {error.strerror or error}; "
            "make room or set another cache folder",
            code="cache-unwritable",
        ) from error
    return paths


def _complete(folder: Path, lock: JarLock, base: str, progress: Progress) -> None:
    missing = [jar for jar in lock.jars if not _is_whole(folder / jar.name, jar)]
    downloads = [
        Download(f"{base}/{jar.path}", folder / jar.name, jar.sha256, jar.size) for jar in missing
    ]
    (folder / _STAMP).unlink(missing_ok=True)
    if downloads:
        failed = fetch_all(downloads, progress)
        if failed is not None:
            left = [jar for jar in missing if not (folder / jar.name).exists()]
            raise _unfetched(folder, lock, base, left or missing, failed) from failed
    stamp = {"lock": lock.digest(), "files": _facts(folder, lock)}
    (folder / _STAMP).write_text(json.dumps(stamp), "utf-8")
    (folder / _MISSING).unlink(missing_ok=True)


def _unfetched(
    folder: Path, lock: JarLock, base: str, left: Sequence[Jar], cause: BrokerError
) -> BrokerError:
    (folder / _MISSING).write_text("".join(f"{base}/{jar.path}\n" for jar in left), "utf-8")
    return BrokerError(
        f"Kafka {lock.kafka} could not be fetched: {cause.message}. Go online, set {MIRROR_HINT} "
        f"to the base URL of a Maven mirror, or put these {len(left)} files into {folder} "
        f"(their addresses, {base}/GROUP/ARTIFACT/VERSION/FILE, are in {_MISSING} there: "
        f"wget -i): {' '.join(jar.name for jar in left)}",
        code=cause.code,
    )
