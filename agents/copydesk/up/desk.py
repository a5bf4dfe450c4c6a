"""The whole desk on one machine: start in order, watch, stop in order."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from collections.abc import AsyncIterator
from dataclasses import replace

from aiokafka.errors import KafkaError

from copydesk import admin
from copydesk.broker import EmbeddedBroker
from copydesk.cards import article_card
from copydesk.consumer import subscribe
from copydesk.demo import Newsroom
from copydesk.demo.reach import demo_settings, subscribe_demo
from copydesk.errors import CopydeskError
from copydesk.settings import Settings
from copydesk.topics import ALL_STAGES, STAGES

from .child import StageProcess
from .lag import LagReader
from .logs import StageLog
from .screen import Screen

_LOOK_EVERY_S = 1.0
_BROKER_PAUSE_S = 2.0
_CARD_WIDTH = 100


class Desk:
    """Runs everything until a signal.

    Args:
        settings: all settings.
        broker: the embedded broker; None where another Kafka is used.
        demo: whether the newsroom runs too.
    """

    def __init__(self, settings: Settings, broker: EmbeddedBroker | None, *, demo: bool) -> None:
        self._settings = demo_settings(settings) if demo else settings
        self._broker = broker
        self._newsroom = Newsroom.open(settings.data_dir) if demo else None
        self._stages: list[StageProcess] = []
        self._screen = Screen(self._stages)
        self._stop = asyncio.Event()
        self._signals = 0

    def run(self) -> None:
        """Start, watch and stop.

        Raises:
            CopydeskError: something does not start; what had started is stopped.
        """
        asyncio.run(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._signalled)
        async with contextlib.AsyncExitStack() as stack:
            log = StageLog(self._settings.data_dir, self._say_of)
            stack.callback(log.close)
            log.capture()
            if self._broker is not None:
                broker = self._broker
                await asyncio.to_thread(broker.start, adopt=True)
                stack.push_async_callback(asyncio.to_thread, broker.stop)
                self._settings = replace(
                    self._settings,
                    broker=replace(self._settings.broker, bootstrap=broker.bootstrap),
                )
                java = broker.java.origin if broker.java else "another process's Java"
                self._screen.say(f"Kafka serves at {broker.bootstrap} with {java}")
            if self._stop.is_set():
                return
            await self._topics()
            if self._newsroom is not None:
                await stack.enter_async_context(_serving(self._newsroom))
                await subscribe_demo(self._settings, self._newsroom)
                self._screen.say(f"demo newsroom with {len(self._newsroom.feeds)} feeds")
            await self._watch_stages(log)

    async def _topics(self) -> None:
        plan = await admin.plan(self._settings)
        if plan.create:
            self._screen.say(f"creating {len(plan.create)} topics")
        for wrong in plan.correct:
            self._screen.say(f"correcting {wrong.topic.name}: {wrong.name} = {wrong.wanted}")
        if not plan.is_empty:
            await admin.apply(self._settings, plan)

    async def _watch_stages(self, log: StageLog) -> None:
        names = ALL_STAGES if self._settings.websub.callback else STAGES
        self._stages += [
            StageProcess(self._settings, name, self._say_of, log.write) for name in names
        ]
        running = [asyncio.create_task(stage.run()) for stage in self._stages]
        watchers = [
            asyncio.create_task(self._show_articles()),
            asyncio.create_task(self._show_stages()),
            asyncio.create_task(self._keep_broker()),
        ]
        self._screen.say(f"stages log to {log.path}; Ctrl-C stops")
        self._screen.start()
        try:
            await self._stop.wait()
            self._screen.say("stopping: what is under way is finished, the rest waits in Kafka")
            # Upstream first, so that what flows out of it is still taken in.
            for stage in self._stages:
                await stage.stop()
                self._screen.update()
        finally:
            for stage in self._stages:
                stage.kill()
            for task in watchers:
                task.cancel()
            await asyncio.gather(*running, *watchers, return_exceptions=True)
            self._screen.stop()

    def _signalled(self) -> None:
        self._signals += 1
        self._stop.set()
        if self._signals > 1:
            for stage in self._stages:
                stage.kill()

    def _say_of(self, stage: str, text: str) -> None:
        self._screen.say(f"{stage}: {text}")

    async def _show_articles(self) -> None:
        width = min(shutil.get_terminal_size().columns, _CARD_WIDTH)
        while True:
            with contextlib.suppress(CopydeskError, KafkaError):
                async with subscribe(settings=self._settings, start="latest") as published:
                    async for message in published:
                        self._screen.say("\n" + article_card(message.value, width))
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _show_stages(self) -> None:
        while True:
            reader = LagReader(self._settings)
            try:
                await reader.start()
                while True:
                    self._screen.update(await reader.read())
                    await asyncio.sleep(_LOOK_EVERY_S)
            except (KafkaError, OSError):
                # The broker is away; the stages say so themselves.
                await asyncio.sleep(_LOOK_EVERY_S)
            finally:
                await reader.stop()

    async def _keep_broker(self) -> None:
        broker = self._broker
        while broker is not None:
            await asyncio.sleep(_LOOK_EVERY_S)
            if broker.poll() is not None:
                self._screen.say(f"broker: {broker.fault().message}; starting it again")
                await asyncio.sleep(_BROKER_PAUSE_S)
                try:
                    await asyncio.to_thread(broker.start)
                    self._screen.say(f"broker: serves again at {broker.bootstrap}")
                except CopydeskError as error:
                    self._screen.say(f"broker: {error.message}")


@contextlib.asynccontextmanager
async def _serving(newsroom: Newsroom) -> AsyncIterator[None]:
    ready = asyncio.Event()
    serving = asyncio.create_task(newsroom.serve(ready))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if serving.done():
        serving.result()
    try:
        yield
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
