"""Fixtures of the formats: the demo newsroom read once, and the published schemas."""

from __future__ import annotations

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from copydesk.events import Article

from .made import example, full, newsroom
from .schemas import jsonfeed_validator, ninjs_validator


@pytest.fixture(scope="session")
def real() -> list[Article]:
    """The contract's example, an article with every field, and the demo newsroom's."""
    return [example(), full(), *newsroom()]


@pytest.fixture(scope="session")
def ninjs_schema() -> Draft202012Validator:
    return ninjs_validator()


@pytest.fixture(scope="session")
def jsonfeed_schema(request: pytest.FixtureRequest) -> Draft7Validator:
    cache = request.config.cache
    assert cache is not None
    return jsonfeed_validator(cache.mkdir("jsonfeed-schema"))
