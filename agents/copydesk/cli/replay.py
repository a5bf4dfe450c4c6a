"""`copydesk replay`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from copydesk.cards import card
from copydesk.errors import ConfigError
from copydesk.recording import FORMAT, Manifest, Recording, Writer
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.replay import Pace
from copydesk.recording.replay import replay as put_back
from copydesk.recording.through import INPUTS, check_stages, through
from copydesk.settings import Settings
from copydesk.topics import DEAD_LETTER, STAGE_TOPICS, topic_named

from .bar import Bar
from .context import Context, pass_context


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--prefix", help="Put it on topics with this prefix, such as test1. (no default).")
@click.option(
    "--speed",
    default="max",
    show_default=True,
    metavar="max|1|N",
    help="max, or so many times the recorded pace; 1 is the pace as it was.",
)
@click.option("--partitions", type=click.IntRange(min=1), help="Of new topics (as recorded).")
@click.option("--again", is_flag=True, help="Replay once more what is on these topics already.")
@click.option(
    "--recorded-times", is_flag=True, help="Keep Kafka's timestamps; mind the topics' retention."
)
@click.option(
    "--through",
    "stages",
    metavar="STAGES",
    help="No Kafka: run it through these stages here, e.g. normalize,enrich,publish.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="With --through: write a recording."
)
@click.option("--json", "as_json", is_flag=True, help="With --through: one JSON event per line.")
@pass_context
def replay(
    context: Context,
    file: Path,
    prefix: str | None,
    speed: str,
    partitions: int | None,
    again: bool,
    recorded_times: bool,
    stages: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Put a recording back on topics, or run it through the stages without Kafka.

    On topics: in order, in transactions, so that a reader of committed events sees each record
    once, even if the replay is killed; the same command goes on where it was. Choose a --prefix
    that nobody uses: stages that run on it take the records as new.

    Through stages: the code that the workers run, in this process, with the same result.

    \b
    Examples:
      copydesk replay night.jsonl.zst --prefix test1.
      copydesk replay night.jsonl.zst --prefix test1. --speed 10
      copydesk replay night.jsonl.zst --through normalize,enrich,publish
      copydesk replay night.jsonl.zst --through normalize,enrich,publish -o new.jsonl.zst
    """
    recording = Recording(file)
    if stages is not None:
        if prefix is not None:
            raise ConfigError("--through needs no Kafka and --prefix is for Kafka: choose one")
        _run_through(context.settings(), recording, stages.split(","), output, as_json)
        return
    if output is not None or as_json:
        raise ConfigError("-o and --json go with --through; on topics 'copydesk tail' shows them")
    if prefix is None:
        raise ConfigError(
            "choose a --prefix for the topics, such as --prefix test1. (the stages' own is "
            f"{context.settings().topics.prefix}), or stages with --through"
        )
    known = recording.manifest
    most = max((facts.partitions for facts in known.topics.values()), default=1)
    settings = context.settings(topics__prefix=prefix, topics__partitions=partitions or most)
    with Bar("replaying", sys.stderr) as bar:
        done = asyncio.run(
            put_back(
                settings,
                recording,
                pace=_pace(speed),
                again=again,
                recorded_times=recorded_times,
                progress=bar.show,
            )
        )
    if done.before:
        click.echo(f"{done.before} records were there from an earlier replay", err=True)
    names = ", ".join(f"{prefix}{name}" for name in known.topics)
    click.echo(f"replayed {done.written} records on {names}", err=True)
    if done.before and not done.written:
        click.echo("nothing was left to do; --again replays it once more", err=True)


def _pace(text: str) -> Pace:
    if text == "max":
        return Pace()
    try:
        times = float(text.removesuffix("x"))
    except ValueError:
        times = 0.0
    if not 0 < times < float("inf"):
        raise ConfigError(f"--speed is max, or how many times the recorded pace, not {text!r}")
    return Pace(times)


def _run_through(
    settings: Settings, recording: Recording, stages: list[str], output: Path | None, as_json: bool
) -> None:
    check_stages(stages)
    first, last = INPUTS[stages[0]].name, STAGE_TOPICS[stages[-1]][1]
    found = recording.manifest.topics.get(first)
    if found is None:
        raise ConfigError(
            f"{stages[0]} reads the topic {first!r}, and {recording.path} holds "
            f"{', '.join(recording.manifest.topics)}"
        )
    if output is None:
        plain = as_json or not sys.stdout.isatty()
        letters = asyncio.run(_print(settings, recording, stages, found.partitions, plain))
    else:
        letters = asyncio.run(
            _write(settings, recording, stages, found.partitions, output, last.name)
        )
    if letters:
        click.echo(f"{letters} records were refused (dead letters)", err=True)


async def _print(
    settings: Settings, recording: Recording, stages: list[str], partitions: int, as_json: bool
) -> int:
    letters = 0
    async for made in through(settings, recording, stages, partitions=partitions):
        letters += made.topic == DEAD_LETTER.name
        if as_json:
            if made.topic != DEAD_LETTER.name:
                click.echo(made.value)
        else:
            click.echo(card(topic_named(made.topic), made) + "\n")
    return letters


async def _write(
    settings: Settings,
    recording: Recording,
    stages: list[str],
    partitions: int,
    output: Path,
    last: str,
) -> int:
    facts = TopicFacts(partitions)
    manifest = Manifest(
        FORMAT,
        {DEAD_LETTER.name: facts, last: facts},
        selection=f"{recording.path.name} through {','.join(stages)}",
    )
    total = recording.counts().get(INPUTS[stages[0]].name, 0)
    with Writer(output, manifest) as writer, Bar("through stages", sys.stderr) as bar:
        async for made in through(settings, recording, stages, partitions=partitions):
            writer.write(made)
            bar.show(min(writer.counts.total(), total), total)
    for name, count in sorted(writer.counts.items()):
        click.echo(f"{name}: {count} records", err=True)
    click.echo(f"wrote {output}", err=True)
    return writer.counts[DEAD_LETTER.name]
