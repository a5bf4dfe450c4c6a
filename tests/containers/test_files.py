"""Dockerfile, docker-compose.yml and .env: by schema, by Kafka's own entry point."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from copydesk.broker import jars, java
from copydesk.cli.main import copydesk as cli
from copydesk.demo import Newsroom
from copydesk.settings import Settings, env_name, explain
from copydesk.topics import ALL_STAGES
from tests.containers.rootfs import read_dockerfile

ROOT = Path(__file__).parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
SETTINGS = {env_name(row.path) for row in explain(Settings())}
VARIABLE = re.compile(r"\$\{(\w+)")


def test_it_is_valid_by_the_compose_specification() -> None:
    schema = ["--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, str(COMPOSE_FILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("stage", ALL_STAGES)
def test_each_stage_has_a_service_that_scales_and_says_how_it_is(stage: str) -> None:
    service = SERVICES[stage]
    assert service["command"] == f"copydesk worker {stage}"
    assert service["healthcheck"]["test"] == ["CMD", "copydesk", "health", stage]
    assert service["restart"] == "unless-stopped"
    # What would tie a service to one container.
    assert not {"container_name", "ports", "hostname"} & set(service)
    assert all("source" not in volume for volume in service["volumes"])


@pytest.mark.parametrize("name", OURS)
def test_each_of_our_containers_can_little_and_takes_no_more_than_its_share(name: str) -> None:
    service = OURS[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_that_copydesk_has(name: str) -> None:
    words = OURS[name]["command"].split()
    assert words.pop(0) == "copydesk"
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    command.make_context(name, words)


def test_the_newsroom_is_found_by_all_its_names(tmp_path: Path) -> None:
    aliases = SERVICES["newsroom"]["networks"]["default"]["aliases"]
    assert sorted(aliases) == sorted(Newsroom.open(tmp_path).hosts)


def test_what_is_set_exists_and_every_setting_is_in_the_env_file() -> None:
    listed = set(re.findall(r"^#(\w+)=", (ROOT / ".env").read_text("utf-8"), re.MULTILINE))
    demo = re.findall(r"^(\w+)=", (ROOT / "deploy/demo/1.env").read_text("utf-8"), re.MULTILINE)
    own = {name for service in OURS.values() for name in service["environment"]}
    image = set(read_dockerfile(ROOT / "deploy/Dockerfile")[-1].env())
    for names in (demo, own, {name for name in image if name.startswith("COPYDESK_")}):
        assert set(names) <= SETTINGS
    assert set(VARIABLE.findall(COMPOSE_FILE.read_text("utf-8"))) <= listed
    missing = {name for name in SETTINGS - listed if not name.startswith("COPYDESK_BROKER_")}
    assert missing == {"COPYDESK_DATA_DIR", "COPYDESK_CACHE_DIR"}


def test_the_image_is_pinned_and_is_not_root() -> None:
    stages = read_dockerfile(ROOT / "deploy/Dockerfile")
    assert re.fullmatch(r"debian:\d+\.\d+-slim", stages[0].base)
    last = stages[-1]
    assert last.value("USER") == "10001:10001"
    assert last.value("ENTRYPOINT") == '["/usr/bin/tini", "--"]'


@pytest.mark.kafka
def test_kafkas_image_takes_these_settings(tmp_path: Path, copydesk_bootstrap: str) -> None:
    """Run what the image's entry point runs: it makes a configuration, and formats a folder."""
    env = {name: str(value) for name, value in SERVICES["kafka"]["environment"].items()}
    env["KAFKA_LOG_DIRS"] = str(tmp_path / "data")
    del env["KAFKA_HEAP_OPTS"]
    env = {name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value) for name, value in env.items()}
    for name in ("default", "mounted", "final"):
        (tmp_path / name).mkdir()
    # The image brings these; they are empty here, so that ours are all there is.
    for name in ("server.properties", "log4j2.yaml", "tools-log4j2.yaml"):
        (tmp_path / "default" / name).touch()
    paths = jars.install(Settings().cache_dir)
    done = subprocess.run(
        [
            *(str(java.find_java().path), "-cp", ":".join(map(str, paths))),
            *("kafka.docker.KafkaDockerWrapper", "setup"),
            *("--default-configs-dir", str(tmp_path / "default")),
            *("--mounted-configs-dir", str(tmp_path / "mounted")),
            *("--final-configs-dir", str(tmp_path / "final")),
        ],
        env={**env, "PATH": os.environ["PATH"], "CLUSTER_ID": "5L6g3nShT-eMCtK--X86sw"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "data/meta.properties").is_file(), done.stdout + done.stderr
    made = (tmp_path / "final/server.properties").read_text()
    assert "advertised.listeners=PLAINTEXT://kafka:9092,HOST://127.0.0.1:9092" in made
