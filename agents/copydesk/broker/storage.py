"""Formatting a new data folder with Kafka's own tool."""

from __future__ import annotations

import base64
import shutil
import subprocess
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import faults
from .config import render_properties
from .state import Layout

_TIMEOUT_S = 120.0


def is_formatted(folder: Path) -> bool:
    """Whether Kafka can start on `folder`; its cluster id is in there."""
    return (folder / "meta.properties").is_file()


def new_cluster_id() -> str:
    """Return a cluster id as Kafka makes them: a random UUID in base64url, no leading dash."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):
            return text


def format_folder(
    layout: Layout,
    properties: Mapping[str, str],
    extra_arguments: Sequence[str],
    command: Callable[..., list[str]],
    lock: int,
    port: int,
) -> None:
    """Make Kafka's folder, all or nothing: it is formatted aside and then renamed.

    `command` makes the JVM's command line of a main class and its arguments; `lock` is passed
    on, so that the folder stays locked while the tool runs, whatever becomes of this process.

    Raises:
        BrokerError: the tool failed.
        OSError: the folder cannot be written.
    """
    aside = layout.kafka.with_name("kafka.new")
    shutil.rmtree(aside, ignore_errors=True)
    config = layout.work / "format.properties"
    config.write_text(render_properties({**properties, "log.dirs": str(aside)}), "ascii")
    arguments = ["format", "-t", new_cluster_id(), "-c", str(config), *extra_arguments]
    try:
        run = subprocess.run(
            command("kafka.tools.StorageTool", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
            pass_fds=(lock,),
            start_new_session=True,
            cwd=layout.work,
            check=False,
        )
        code: int | None = run.returncode
        output = run.stdout
    except subprocess.TimeoutExpired as error:
        code, output = None, str(error.output or "")
    if code != 0:
        layout.output.write_text(output, "utf-8")
        raise faults.explain(output, layout, port, code)
    aside.replace(layout.kafka)
