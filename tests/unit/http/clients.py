"""Clients for these tests: `*.test` is loopback, and `site.test` and the newsroom may be."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.errors import CopydeskError
from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings

OPEN = HttpSettings(allow_hosts="site.test,*.newsroom.test", resolve="*.test=127.0.0.1")


def client(http: HttpSettings = OPEN, **options: Any) -> HttpClient:
    return HttpClient(http, **{"timeout_s": 20.0, "max_body_bytes": 1_000_000, **options})


async def refusal(url: str, http: HttpSettings = OPEN, **options: Any) -> CopydeskError:
    async with client(http, **options) as one:
        with pytest.raises(CopydeskError) as caught:
            await one.get(url)
    return caught.value
