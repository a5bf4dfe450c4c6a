"""What tests that poll share: the client, and that no poll asks in full by chance."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings

from .polls import FULL_EACH


@pytest.fixture(autouse=True)
def never_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    # Which poll asks in full depends on the feed's address, and so on the server's port.
    monkeypatch.setattr(FULL_EACH, 10**9)


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=1.0, max_body_bytes=100_000) as made:
        yield made
