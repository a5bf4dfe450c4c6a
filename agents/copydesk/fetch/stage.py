"""The fetch stage as a function: a `discovered` record in, a `fetched` record out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk import log
from copydesk.codec import decode
from copydesk.errors import CopydeskError, PermanentError, TransientError
from copydesk.events import Discovered, RightsSignal
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.instants import to_ms
from copydesk.pages.way import by_way
from copydesk.records import Output, Record
from copydesk.settings import FetchSettings
from copydesk.urls import normalize_url

from . import answers, refetch, removal, retry
from .memory import Memory
from .outputs import page_output, removal_output
from .pace import HostBusy, HostPace
from .polite import PoliteClient, validators
from .recent import Fetch, RecentFetches, digest
from .refetch import Step

if TYPE_CHECKING:
    from copydesk.warc.writer import Archive

    from .table import FetchTable

_BEHIND_S = 600.0


class Task(NamedTuple):
    """A page to ask for."""

    record: Record
    entry: Discovered
    url: str
    """Its normalized address."""
    known: Fetch | None
    """Its last good fetch."""
    step: Step | None
    """The step of its chain; None where a feed led to it."""


class FetchStage:
    """Fetches the page of an entry, and reads it again later.

    Args:
        settings: pace and limits.
        client: the guarded HTTP client.
        robots: robots.txt of all hosts.
        now: the clock, UTC.
        archive: keeps each answer, whatever its status.
        table: remembers what was fetched, beyond this process.
        last_page: reads the `fetched` record of a page that is gone.

    Raises:
        ConfigError: `fetch.refetch_after` is no list of ages.
    """

    def __init__(
        self,
        settings: FetchSettings,
        client: HttpClient,
        robots: Robots,
        now: Callable[[], datetime],
        archive: Archive | None = None,
        table: FetchTable | None = None,
        last_page: removal.LastPage | None = None,
    ) -> None:
        self._settings = settings
        self._ages_s = refetch.ages(settings.refetch_after)
        self._robots = robots
        self._now = now
        self._recent = RecentFetches(settings.fresh_for_s, table)
        self._memory = Memory(self._recent, table)
        self._pages = PoliteClient(
            client, robots, HostPace(settings), now, archive, self._memory.began
        )
        self._last_page = last_page
        self._log = log.get(__name__)
        self.settle = self._memory.settle
        self.forget = self._memory.forget

    async def handle(self, record: Record) -> Sequence[Output]:
        """Fetch one entry's page, or read a known page again.

        Raises:
            DecodeError: no valid `discovered` event.
            PermanentError: there is no page to be had; the codes are those of the client, of
                robots.txt, of `answers.check` and of `pages.way`. Of a page that is read again
                only that it is gone and its copy with it (`last-page-lost`).
            TransientError: still none at the last attempt.
        """
        entry = decode(record.value, Discovered)
        url = normalize_url(entry.link)
        step, scale = Step.of(record), self._settings.retry_scale
        if step is not None and not step.is_due(to_ms(self._now())):
            return [step.wait(record, to_ms(self._now()), scale)]
        async with self._recent.alone(url):
            known = self._recent.get(url)
            task = Task(record, entry, url, known, step)
            if step is None and self._recent.covers(url, entry, self._now()):
                self._note(task)
                return []
            if step is not None and known is not None and known.step != step.number:
                # A repeat: another record did this step, or a feed led to the page since.
                return []
            try:
                return await self._ask(task)
            except HostBusy as busy:
                return [retry.postpone(record, busy.wait_s / scale)]
            except TransientError as error:
                again = retry.try_again(record, error, self._now(), scale)
                if again is not None:
                    return [again]
                if step is None:
                    raise
                return self._pass_over(task, error)
            except PermanentError as error:
                if step is None or error.code == removal.LOST:
                    raise
                return self._pass_over(task, error)

    async def _ask(self, task: Task) -> list[Output]:
        """Ask for a page; return what it leads to."""
        entry, known = task.entry, task.known
        answer = await self._pages.get(entry.link, task.record, known)
        if known is not None and answer.status == 304:
            return self._unchanged(task, known, answer)
        if known is not None and (gone := removal.gone(entry.link, answer)) is not None:
            return await self._gone(task, known, gone, answer)
        answers.check(answer, self._now())
        if verdict := by_way(entry.link, answer.final_url):
            raise verdict.refusal(entry.link)
        body, facts = digest(answer.body), validators(answer)
        if known is not None and not known.removed and task.step and known.body == body:
            return self._read(task, answer, [], **facts, body=body, page=known.page)
        rights: tuple[RightsSignal, ...] = ()
        if self._settings.rights:
            rights = await self._robots.rights(answer.final_url, task.record.partition)
        page = page_output(answer, entry, task.record, rights)
        return self._read(task, answer, [page], **facts, body=body)

    def _unchanged(self, task: Task, known: Fetch, answer: Answer) -> list[Output]:
        """Note that a page is as it was.

        Raises:
            TransientError: its feed says that it changed: a cache in between may be behind, so
                it is asked once more (`not-modified`).
        """
        entry = task.entry
        if task.step is None and entry.change == "changed" and retry.attempt_of(task.record) == 1:
            raise TransientError(
                f"{entry.link} is as it was, though its feed says that it changed",
                code="not-modified",
                retry_after_s=_BEHIND_S * self._settings.retry_scale,
                url=entry.link,
            )
        kept = {"etag": known.etag, "last_modified": known.last_modified, **validators(answer)}
        return self._read(task, answer, [], **kept, body=known.body, page=known.page)

    async def _gone(
        self, task: Task, known: Fetch, gone: removal.Gone, answer: Answer
    ) -> list[Output]:
        """Return what it leads to that a known page is said to be gone.

        Raises:
            PermanentError: it is, and its copy with it (`last-page-lost`).
            BrokerError: the copy cannot be read.
        """
        at, scale = to_ms(answer.started), self._settings.retry_scale
        verdict = removal.judge(known, gone, at, scale)
        self._log.debug("a page is said to be gone", url=task.url, answer=gone.note, that=verdict)
        if verdict == "known":
            return self._go_on(task, answer.started)
        if verdict == "doubtful":
            again_ms = removal.sure_ms(known, gone, at, scale)
            return self._go_on(task, answer.started, again_ms, gone_ms=known.gone_ms or at)
        last, facts = await removal.last_reading(known, task.url, self._last_page)
        for home in removal.homes(last.value or b"", facts, task.entry.link, gone):
            if await self._lives(home, task.record):
                return self._go_on(task, answer.started, gone_ms=0)
        removed = removal_output(last, facts, gone.removed(answer.started), task.record)
        return [removed, *self._go_on(task, answer.started, removed=True)]

    async def _lives(self, home: str, record: Record) -> bool:
        """Ask whether a page is to be had at another address of it."""
        answer = await self._pages.get(home, record)
        if removal.gone(home, answer) is not None:
            return False
        answers.check(answer, self._now())
        return True

    def _pass_over(self, task: Task, error: CopydeskError) -> list[Output]:
        """Leave a page to its next step: its article is out, and its site may be well by then."""
        self._log.debug("a page was not read again", url=task.url, reason=error.code)
        return self._go_on(task, self._now())

    def _read(
        self, task: Task, answer: Answer, outputs: list[Output], **facts: Any
    ) -> list[Output]:
        """Note a good answer; return what it leads to, with the page's next step."""
        following, chain = self._next(task, answer.started)
        self._note(task, answer.started, **facts, **chain)
        return [*outputs, *following]

    def _go_on(
        self, task: Task, now: datetime, due_ms: int | None = None, **facts: Any
    ) -> list[Output]:
        """Note an answer without a page; return the page's next step."""
        following, chain = self._next(task, now, due_ms)
        if task.known is not None:
            self._note(task, **facts, **chain)
        return following

    def _next(
        self, task: Task, now: datetime, due_ms: int | None = None
    ) -> tuple[list[Output], dict[str, Any]]:
        """Return the page's next step, if it has one, and what to remember of it.

        Args:
            task: what is done.
            now: when that was.
            due_ms: when to ask again, in place of the next age.
        """
        known, now_ms = task.known, to_ms(now)
        chained = task.step or known
        born_ms = (chained and chained.born_ms) or refetch.born_ms(task.entry, now)
        before = max(known.step if known else 0, task.step.number if task.step else 0)
        number = max(now_ms, before + 1)
        chain: dict[str, Any] = {"step": number, "born_ms": born_ms}
        if due_ms is None:
            due_ms = refetch.next_due_ms(born_ms, now_ms, self._ages_s)
        if due_ms is None:
            return [], chain
        step = Step(number, born_ms, due_ms)
        return [step.wait(task.record, now_ms, self._settings.retry_scale)], chain

    def _note(self, task: Task, started: datetime | None = None, **facts: Any) -> None:
        fetch = self._recent.note(task.url, task.entry, started, **facts)
        self._memory.note(task.record, task.url, fetch)
