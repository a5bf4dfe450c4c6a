"""The image and its containers without Docker: pytest -n0 -m image -s.

Needs root on Linux, debootstrap and iproute2, and Debian's packages. The base image is Debian's
own; here debootstrap makes the same release. The rest is read from deploy/Dockerfile and
docker-compose.yml: the steps, the commands, users, limits, read-only files, grace times.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.admin import apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.demo import Newsroom
from copydesk.settings import environment, load
from copydesk.topics import STAGES
from tests.desk import caught_up
from tests.press import Press
from tests.servers import serving
from tests.support import articles, dead_letters, eventually, versions, with_section

from .container import Container, Image, compose_config
from .network import Network
from .rootfs import build, read_dockerfile

ROOT = Path(__file__).parents[2]
RELEASES = {"13": "trixie"}
pytestmark = [pytest.mark.image, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Debian of the base image's release."""
    if os.geteuid() or not all(map(shutil.which, ("debootstrap", "unshare", "ip"))):
        pytest.skip("needs root, debootstrap, util-linux and iproute2")
    base = read_dockerfile(ROOT / "deploy/Dockerfile")[0].base
    number = base.removeprefix("debian:").removesuffix("-slim")
    # Not pytest's own folder, which other users may not enter: its mode would be that of /.
    root = tmp_path_factory.mktemp("debian") / "root"
    release = RELEASES[number.partition(".")[0]]
    subprocess.run(["debootstrap", "--variant=minbase", release, str(root)], check=True)
    print(f"\nFROM {base}: Debian {(root / 'etc/debian_version').read_text().strip()}")
    return root


@pytest.fixture(scope="module")
def image(debian: Path, tmp_path_factory: pytest.TempPathFactory) -> Image:
    stages = read_dockerfile(ROOT / "deploy/Dockerfile")
    return Image(build(stages, debian, ROOT, tmp_path_factory.mktemp("image")), stages[-1])


@pytest.fixture(scope="module")
def client(debian: Path) -> Path:
    """The same Debian with Docker Compose's client."""
    install = "apt-get update -qq && apt-get install -qq --no-install-recommends docker-compose"
    subprocess.run(["chroot", str(debian), "sh", "-c", install], check=True)
    return debian


@pytest.fixture(scope="module")
def network(debian: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    with Network(tmp_path_factory.mktemp("network")) as network:
        network.name(network.gateway, ["kafka"])
        yield network


@pytest.fixture(scope="module")
def kafka(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    """A Kafka outside, which the containers know as kafka:9092."""
    own = f"OUTSIDE://{network.gateway}:9092"
    extra = {
        "listeners": own,
        "advertised.listeners": "OUTSIDE://kafka:9092",
        "listener.security.protocol.map": "OUTSIDE:PLAINTEXT",
    }
    data = tmp_path_factory.mktemp("kafka") / "data"
    with EmbeddedBroker(data, port=0, extra_config=extra) as broker:
        yield broker


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout of what `docker compose up` needs; a test may write into its .env."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("docker-compose.yml", ".env"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    return folder


Run = Callable[..., Container]


@pytest.fixture
def run(image: Image, network: Network, tmp_path: Path) -> Iterator[Run]:
    """Make containers: `run(services, "fetch", 2)` is the second of fetch."""
    made: list[Container] = []

    def make(services: dict[str, dict[str, Any]], name: str, number: int = 1) -> Container:
        made.append(Container(image, services[name], network, tmp_path, f"{name}-{number}"))
        return made[-1]

    yield make
    for one in made:
        one.remove()


def test_the_root_file_system(image: Image) -> None:
    user, group = image.user
    assert user >= 10_000
    assert group >= 10_000
    own = [path for path in image.root.rglob("*") if path.lstat().st_uid == user]
    assert own == [image.root / "var/lib/copydesk"], "it may change nothing but its data"
    # What only builds is not in it.
    assert not list(image.root.glob("opt/copydesk/lib/python3*/site-packages/pip"))
    assert not (image.root / "wheels").exists()
    size = subprocess.run(
        ["du", "--summarize", "--block-size=1M", str(image.root)],
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"\nthe image has {size.stdout.split()[0]} MB with its base")


@pytest.mark.parametrize("demo", [False, True])
def test_docker_compose_reads_the_file(client: Path, project: Path, demo: bool) -> None:
    services = compose_config(client, project, COPYDESK_DEMO="1" if demo else "")
    assert services["newsroom"]["deploy"]["replicas"] == int(demo)
    env = services["fetch"]["environment"]
    assert env["COPYDESK_BROKER_BOOTSTRAP"] == "kafka:9092"
    assert env.get("COPYDESK_HTTP_ALLOW_HOSTS") == ("*.newsroom.test" if demo else None)


def test_what_is_set_in_the_env_file_reaches_the_stages(client: Path, project: Path) -> None:
    with (project / ".env").open("a") as file:
        file.write("COPYDESK_FETCH_PER_HOST=7\nFETCH_MEMORY=2G\nKAFKA_PORT=19999\n")
    services = compose_config(client, project)
    assert services["fetch"]["environment"]["COPYDESK_FETCH_PER_HOST"] == "7"
    assert services["fetch"]["deploy"]["resources"]["limits"]["memory"] == str(2 << 30)
    assert services["kafka"]["ports"][0]["published"] == "19999"


async def test_the_demo_flows_through_containers(
    client: Path, project: Path, kafka: EmbeddedBroker, run: Run
) -> None:
    services = compose_config(client, project, COPYDESK_DEMO="1")
    topics = run(services, "topics").start()
    assert topics.running.wait(60) == 0, topics.tail()
    newsroom = run(services, "newsroom").start()
    desk = {stage: run(services, stage).start() for stage in STAGES}
    settings = load({"broker.bootstrap": kafka.bootstrap})

    async def opened() -> Newsroom | None:
        assert newsroom.running.poll() is None, newsroom.tail()
        there = (newsroom.volume / "demo.json").is_file()
        return Newsroom.open(newsroom.volume) if there else None

    known = await eventually(opened, "the newsroom is open")
    await caught_up(settings, known, known.elapsed_s)
    for stage, one in desk.items():

        async def well(one: Container = one) -> bool:
            return one.health().returncode == 0

        def seen(one: Container = one) -> str:
            return f"a stage is well: {one.health().stdout} {one.tail()}"

        await eventually(well, seen)
        print(f"{stage}: {one.memory.used() >> 20} of {one.memory.limit >> 20} MB")
        # It cannot write where it should not, nor become another user.
        assert one.execute("/usr/bin/touch", "/opt/copydesk/here").returncode == 1
        assert "CapBnd:\t0000000000000000" in one.execute("/bin/cat", "/proc/self/status").stdout
        assert one.memory.killed() == 0
    for one in (*desk.values(), newsroom):
        assert one.stop() == 0, one.tail()


async def test_killed_containers_lose_nothing_and_replicas_share(
    client: Path, project: Path, kafka: EmbeddedBroker, network: Network, run: Run
) -> None:
    plain = load({"broker.bootstrap": kafka.bootstrap})
    async with serving(network.gateway) as server:
        press = Press(server, 300, range(0, 300, 6))
        settings = press.settings(with_section(plain, "topics", prefix="press."))
        await apply(settings, await plan(settings))
        before, own = environment(plain), environment(settings)
        with (project / ".env").open("a") as file:
            file.writelines(f"{name}={own[name]}\n" for name in own if own[name] != before[name])
        services = compose_config(client, project)
        desk = {stage: run(services, stage).start() for stage in STAGES}
        await press.subscribe(settings)
        for number, stage in enumerate(STAGES, 1):

            async def flowing(least: int = 40 * number) -> bool:
                found = await articles(settings)
                press.note(found)
                return len(found) >= least

            await eventually(flowing, lambda: f"articles flow: {desk['publish'].tail()}")
            desk[stage].kill()
            desk[stage].start()
        second = run(services, "normalize", 2).start()

        async def halves() -> bool:
            shares = [one.health().stdout for one in (desk["normalize"], second)]
            return all(" 6 of 12 partitions" in share for share in shares)

        await eventually(halves, "each of two workers has half of the partitions")

        async def complete() -> bool:
            return press.is_complete(await articles(settings))

        await eventually(complete, lambda: f"all is published: {desk['fetch'].tail()}")
        # SIGTERM while there is work: what is begun is finished within the grace time.
        for one in (second, *desk.values()):
            assert one.stop() == 0, one.tail()
        found = versions(await articles(settings))
        for n in range(press.total):
            assert found[press.id(n)] == ([1, 2] if n in press.changing else [1])
        assert await dead_letters(settings) == []
