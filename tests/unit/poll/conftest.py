"""The client of tests that poll."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=1.0, max_body_bytes=100_000) as made:
        yield made
