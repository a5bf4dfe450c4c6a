"""Polls of 10,000 made-up feeds: what the schedule finds, and what the stage costs on one core.

First without HTTP: the schedule against a poller that asks each feed every 15 minutes: requests,
and how long after its appearance an entry is found. Then the real stage on an embedded broker,
with the states that the schedule had by then: a server in a process of its own shows the feeds
on addresses in 127.0.0.0/8, the clock runs at ten times, and the stage has one core for itself and
its parser; server and broker have the others. Measured are its CPU, how late each poll begins, and
what the server was asked.

Example: python -m bench.polling --feeds 10000 --hours 1 --mix news --seed 1
         python -m bench.polling --simulate --feeds 2000 --days 7
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
from array import array
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace as with_fields
from functools import partial
from typing import Any, NamedTuple

import orjson
import psutil
from msgspec.structs import replace
from tests.support import produce, read_all

from bench.desk import Desk, desk
from bench.feed_model import DAY_S, MIXES
from bench.feed_server import FastClock, Served, body_of, etag_of, host_of, serve, url_of
from bench.measure import arguments, percentile
from bench.polling_simulation import FIXED_S, Found, Plan, learned, simulate
from copydesk.poll import parse_feed
from copydesk.poll.identity import compare
from copydesk.poll.state import encode_state
from copydesk.records import Output
from copydesk.settings import PollSettings, Settings, environment
from copydesk.topics import DISCOVERED, POLL_CHANGELOG

_PARTITIONS = 12
_DIGEST_BYTES = 12
"""As `poll.poll` keeps of a body."""
_CHUNK = 100
_BATCH = 1000
_MOST_LATE_S = 10.0
_MOST_BYTES = 600e6
_START_HOUR = 9
_BEGIN_AFTER_S = 2.0
_SPAWN = multiprocessing.get_context("spawn")


class Start(NamedTuple):
    """A feed as the run over HTTP begins."""

    record: Output
    """Its state, for the changelog."""
    known: int
    """How many entries it had published when it was last polled."""


def show(plan: Plan, ours: Found, theirs: Found) -> None:
    """Print what both found, at all feeds and at those that ask for a longer wait or for none."""
    print(f"{'seconds until found':38} {'requests':>9} {_HEAD} {'entries':>8} {'missed':>6}")
    days = plan.feeds * plan.days
    for name, found in (("the schedule", ours), ("each 15 minutes", theirs)):
        print(
            f"{name:38} {found.requests / days:9.1f} {_delays(found.delays)} "
            f"{len(found.delays):8} {found.missed:6}"
        )
    print(f"{'ours / theirs':38} {ours.requests / theirs.requests:9.2f} {_ratios(ours, theirs)}")
    for name, is_asked in (("feeds that ask for no longer wait", False), ("the others", True)):
        one, other = _part(ours, is_asked), _part(theirs, is_asked)
        if one.delays and other.delays:
            print(f"{name:48} {_delays(one.delays)} {len(one.delays):8}")
            print(f"{'  ours / theirs':48} {_ratios(one, other)}")
    print(f"requests: for a feed and day; {plan.mix} mix, seed {plan.seed}", flush=True)


_SHARES = (0.5, 0.9, 0.99)
_HEAD = f"{'mean':>7} {'p50':>7} {'p90':>7} {'p99':>7}"


def _values(delays: array[float]) -> tuple[float, ...]:
    return (statistics.fmean(delays), *(percentile(delays, share) for share in _SHARES))


def _delays(delays: array[float]) -> str:
    return " ".join(f"{one:7.0f}" for one in _values(delays)) if delays else "none"


def _ratios(ours: Found, theirs: Found) -> str:
    pairs = zip(_values(ours.delays), _values(theirs.delays), strict=True)
    return " ".join(f"{one / other:7.2f}" for one, other in pairs)


def _part(found: Found, is_asked: bool) -> Found:
    """Return what was found at feeds that ask, or do not, for a longer wait than the fixed
    poller's, by `ttl` or max-age."""
    pairs = zip(found.delays, found.asked, strict=True)
    return Found(delays=array("d", (d for d, asked in pairs if (asked > FIXED_S) is is_asked)))


def starts(plan: Plan, settings: PollSettings, port: int, first: int) -> list[Start]:
    """Return some feeds as the run begins."""
    made = []
    for number in range(first, min(first + _CHUNK, plan.feeds)):
        feed, url = plan.feed(number), url_of(number, port)
        state, known, _ = learned(plan, feed, url, settings)
        body = body_of(feed, known)
        seen = compare(b"", parse_feed(body, url=url).entries).seen
        state = replace(
            state,
            partition=number % _PARTITIONS,
            seen=seen,
            etag=etag_of(feed, known),
            digest=hashlib.sha256(body).digest()[:_DIGEST_BYTES],
        )
        key = url.encode()
        record = Output(POLL_CHANGELOG, key, encode_state(state), partition=state.partition)
        made.append(Start(record, known))
    return made


def _all_starts(plan: Plan, settings: PollSettings, port: int) -> list[Start]:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=_SPAWN) as pool:
        run = partial(starts, plan, settings, port)
        return [one for part in pool.map(run, range(0, plan.feeds, _CHUNK)) for one in part]


async def run(on: Desk, plan: Plan, made: list[Start], port: int, speed: float, core: int) -> None:
    """Run the stage against the server, and print."""
    settings = await on.settings(_PARTITIONS)
    hosts = ",".join(sorted({host_of(number) for number in range(plan.feeds)}))
    settings = with_fields(settings, http=with_fields(settings.http, allow_hosts=hosts))
    for at in range(0, len(made), _BATCH):
        await produce(settings, [one.record for one in made[at : at + _BATCH]])
    ours, theirs = _SPAWN.Pipe()
    known = [one.known for one in made]
    server = _SPAWN.Process(target=serve, args=(theirs, plan, known, port), daemon=True)
    server.start()
    await asyncio.to_thread(ours.recv)
    log = on.folder / "stage.log"
    with log.open("wb") as err:
        stage = psutil.Popen(
            [sys.executable, "-m", "bench.polling_stage", str(core)],
            env={**os.environ, **environment(settings)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=err,
        )
    try:
        if await asyncio.to_thread(stage.stdout.readline) != b"ready\n":
            raise SystemExit(f"the stage did not start:\n{log.read_text()[-3000:]}")
        clock = FastClock(time.time() + _BEGIN_AFTER_S, plan.start, speed)
        end = clock.real + plan.days * DAY_S / speed
        ours.send(clock)
        told = {"real": clock.real, "simulated": clock.simulated, "speed": speed, "end": end}
        stage.stdin.write(orjson.dumps(told) + b"\n")
        stage.stdin.flush()
        line = await asyncio.to_thread(stage.stdout.readline)
        if not line:
            raise SystemExit(f"the stage ended by itself:\n{log.read_text()[-3000:]}")
        ours.send("end")
        served: Served = await asyncio.to_thread(ours.recv)
        await asyncio.to_thread(stage.wait)
    finally:
        if stage.poll() is None:
            stage.kill()
            stage.wait()
        server.kill()
    found = orjson.loads(line)
    if not found["late_s"] or found["failed"]:
        raise SystemExit(f"the stage could not poll: {found}\n{log.read_text()[-3000:]}")
    await _report(settings, plan, speed, found, served)


async def _report(
    settings: Settings, plan: Plan, speed: float, found: dict[str, Any], served: Served
) -> None:
    late, cpu_s, rss = found["late_s"], float(found["cpu_s"]), float(found["peak_rss"])
    hours = plan.days * 24
    real_s = hours * 3600 / speed
    asked = sum(served.requests)
    fixed = plan.feeds * hours * 3600 / FIXED_S
    print(
        f"\n{hours:g} h over HTTP at {speed:g} times the time, {plan.feeds} feeds, "
        f"{len({host_of(n) for n in range(plan.feeds)})} hosts"
    )
    print("requests by the hour: " + " ".join(str(one) for one in served.requests if one))
    print(f"requests: {asked}, {asked / fixed:.2f} of those each 15 minutes ({fixed:.0f})")
    print(
        f"unchanged (304): {served.unchanged / asked:.2f}; {served.sent / 1e6:.1f} MB of bodies, "
        f"{served.sent / asked / 1024:.1f} KiB for a request"
    )
    print(
        f"CPU of the stage and its parser: {cpu_s:.1f} s of {real_s:.0f} s, "
        f"{cpu_s / real_s:.2f} of the core; {cpu_s / len(late) * 1000:.2f} ms for a poll, "
        f"{len(late) / real_s:.0f} polls/s"
    )
    p99 = percentile(late, 0.99)
    print(
        f"late, in simulated seconds: p50 {percentile(late, 0.5):.1f}, p99 {p99:.1f}, "
        f"max {max(late):.1f}; {p99 / _MOST_LATE_S:.2f} of the limit"
    )
    print(f"memory at most: {rss / 1e6:.0f} MB, {rss / _MOST_BYTES:.2f} of the limit")
    records = await read_all(settings, DISCOVERED)
    print(
        f"entries shown: {served.shown}, on {DISCOVERED.name}: {len(records)}, "
        f"dead letters: {found['dead']}, missed: {served.missed}"
    )
    print(f"seconds until found, of those that were: {_HEAD}\n{'':40} {_delays(served.delays)}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("0.0.0.0", 0))
        return int(one.getsockname()[1])


def _midnight() -> float:
    """Return a midnight so long ago that the fast clock never overtakes the real one: what is
    dated later than now would have its date put right."""
    return (time.time() // DAY_S - 2) * DAY_S


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--mix", choices=MIXES, default="news")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=float, default=7.0, help="of the simulation")
    parser.add_argument("--simulate", action="store_true", help="no HTTP")
    parser.add_argument("--http", action="store_true", help="no simulation")
    parser.add_argument("--hours", type=float, default=1.0, help="simulated, over HTTP")
    parser.add_argument("--speed", type=float, default=10.0)
    given = parser.parse_args()
    settings, midnight = PollSettings(), _midnight()
    plan = Plan(given.seed, given.mix, given.feeds, midnight, given.days)
    if not given.http:
        show(plan, *simulate(plan, settings, os.cpu_count() or 1))
    if given.simulate:
        return
    plan = with_fields(plan, start=midnight + _START_HOUR * 3600, days=given.hours / 24)
    port = _free_port()
    made = _all_starts(plan, settings, port)
    core, *others = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, others or {core})
    with desk() as on:
        asyncio.run(run(on, plan, made, port, given.speed, core))


if __name__ == "__main__":
    main()
