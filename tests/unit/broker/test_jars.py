import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from copydesk.broker.jars import JarLock, install, is_complete, jar_folder
from copydesk.broker.ports import choose
from copydesk.errors import BrokerError

from .repository import Repository, serve

ONE = bytes(range(256)) * 4000
TWO = b"two" * 1000


@pytest.fixture
def served() -> Iterator[tuple[Repository, JarLock]]:
    with serve({"one": ONE, "two": TWO}) as pair:
        yield pair


class Recorder:
    def __init__(self) -> None:
        self.total = 0
        self.seen = 0
        self.ended = 0
        self._lock = threading.Lock()

    def start(self, total_bytes: int) -> None:
        self.total = total_bytes

    def advance(self, n: int) -> None:
        with self._lock:
            self.seen += n

    def done(self) -> None:
        self.ended += 1


def test_jars_come_from_the_mirror_with_progress(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    progress = Recorder()
    paths = install(tmp_path, lock=lock, mirror=repository.base + "/", progress=progress)
    assert [path.read_bytes() for path in paths] == [ONE, TWO]
    assert progress.total == progress.seen == lock.size
    assert progress.ended == 1


def test_a_warm_cache_needs_no_network(served: tuple[Repository, JarLock], tmp_path: Path) -> None:
    repository, lock = served
    install(tmp_path, lock=lock, mirror=repository.base)
    before = repository.requests.total()
    install(tmp_path, lock=lock, mirror=repository.base)
    assert repository.requests.total() == before


def test_jars_put_there_by_hand_are_accepted(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    folder = jar_folder(tmp_path, lock)
    folder.mkdir(parents=True)
    (folder / "one-1.0.jar").write_bytes(ONE)
    (folder / "two-1.0.jar").write_bytes(TWO)
    install(tmp_path, lock=lock, mirror=repository.base)
    assert repository.requests.total() == 0


def test_a_download_goes_on_where_it_broke_off(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    repository.break_after[f"/maven/{lock.jars[0].path}"] = 300_000
    progress = Recorder()
    paths = install(tmp_path, lock=lock, mirror=repository.base, progress=progress)
    assert paths[0].read_bytes() == ONE
    assert repository.ranges == ["bytes=300000-"]
    assert progress.seen == lock.size


def test_what_a_killed_process_left_is_continued(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    folder = jar_folder(tmp_path, lock)
    folder.mkdir(parents=True)
    (folder / "one-1.0.jar.part").write_bytes(ONE[:1000])
    progress = Recorder()
    paths = install(tmp_path, lock=lock, mirror=repository.base, progress=progress)
    assert paths[0].read_bytes() == ONE
    assert repository.ranges == ["bytes=1000-"]
    assert progress.total == progress.seen == lock.size - 1000


def test_a_leftover_of_another_file_is_thrown_away(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    folder = jar_folder(tmp_path, lock)
    folder.mkdir(parents=True)
    (folder / "one-1.0.jar.part").write_bytes(b"x" * 1000)
    assert install(tmp_path, lock=lock, mirror=repository.base)[0].read_bytes() == ONE


@pytest.mark.parametrize("damage", [b"", TWO[:-1], b"X" + TWO[1:]])
def test_a_damaged_jar_is_fetched_again_and_no_other(
    served: tuple[Repository, JarLock], tmp_path: Path, damage: bytes
) -> None:
    repository, lock = served
    paths = install(tmp_path, lock=lock, mirror=repository.base)
    repository.requests.clear()
    paths[1].write_bytes(damage)
    # A file system with coarse times must not hide the change.
    os.utime(paths[1], ns=(1, 1))
    assert not is_complete(paths[1].parent, lock)
    install(tmp_path, lock=lock, mirror=repository.base)
    assert paths[1].read_bytes() == TWO
    assert list(repository.requests) == [f"/maven/{lock.jars[1].path}"]


def test_a_wrong_checksum_is_refused_and_leaves_no_jar(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    repository.files[f"/maven/{lock.jars[1].path}"] = b"evil" * 750
    with pytest.raises(BrokerError, match=r"two-1\.0\.jar has the SHA-256 .* not the pinned") as e:
        install(tmp_path, lock=lock, mirror=repository.base)
    assert e.value.code == "wrong-checksum"
    assert not (jar_folder(tmp_path, lock) / "two-1.0.jar").exists()
    assert not (jar_folder(tmp_path, lock) / "two-1.0.jar.part").exists()


def test_a_mirror_that_lacks_a_jar_is_named(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    with pytest.raises(BrokerError, match="answered 404"):
        install(tmp_path, lock=lock, mirror=repository.base + "/elsewhere")


def test_without_network_it_says_which_files_to_put_where(tmp_path: Path) -> None:
    with serve({"one": ONE, "two": TWO}) as (_, lock):
        pass
    base = f"http://127.0.0.1:{choose()}"
    with pytest.raises(BrokerError) as caught:
        install(tmp_path, lock=lock, mirror=base)
    folder = jar_folder(tmp_path, lock)
    assert caught.value.code == "no-network"
    for part in (str(folder), "one-1.0.jar two-1.0.jar", "COPYDESK_BROKER_MIRROR", base):
        assert part in caught.value.message
    addresses = (folder / "missing.txt").read_text().split()
    assert addresses == [f"{base}/{jar.path}" for jar in lock.jars]


def test_a_cache_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    with serve({"one": ONE}) as (repository, lock):
        (tmp_path / "kafka").write_text("in the way")
        with pytest.raises(BrokerError, match="cannot be kept in"):
            install(tmp_path, lock=lock, mirror=repository.base)


TWIN = """
import json, sys
from pathlib import Path
from copydesk.broker.jars import Jar, JarLock, install
lock = JarLock("9.9", tuple(Jar(**jar) for jar in json.loads(sys.argv[1])))
print(len(install(Path(sys.argv[2]), lock=lock, mirror=sys.argv[3])))
"""


def test_two_processes_at_once_share_one_download(
    served: tuple[Repository, JarLock], tmp_path: Path
) -> None:
    repository, lock = served
    pinned = json.dumps([asdict(jar) for jar in lock.jars])
    command = [sys.executable, "-c", TWIN, pinned, str(tmp_path), repository.base]
    twins = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [twin.communicate(timeout=60)[0].strip() for twin in twins] == ["2", "2"]
    assert set(repository.requests.values()) == {1}
