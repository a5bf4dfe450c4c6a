"""Pages made to hurt, in a process as the stage runs them: each is one refusal or one article."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from copydesk.codec import encode
from copydesk.errors import PermanentError
from copydesk.normalize import extract
from copydesk.normalize.stage import Extract, stage
from copydesk.normalize.workers import in_processes
from copydesk.records import Record
from copydesk.settings import Settings, load
from tests.pages import facts

COPY = "<h1>Boat</h1>" + "<p>The early boat runs until March, and passengers are counted.</p>" * 8
SETTINGS = load({"normalize.processes": 1, "normalize.timeout_s": 30.0})
URL = "https://a.example/1"


@pytest.fixture
async def in_process() -> AsyncIterator[tuple[Settings, Extract]]:
    processes, run = in_processes(SETTINGS)
    yield SETTINGS, run
    await processes.close()


def record(body: bytes) -> Record:
    return Record("fetched", 0, 0, b"a.example", body, (("http", encode(facts(URL))),), 0)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"<div>" * 10_000_000, "too-large", id="50 MB of div"),
        pytest.param(b"<html><body>" + b"<div>" * 1_900_000, "too-complex", id="as deep as fits"),
        pytest.param(
            b"<html><body><svg><style>" + b"<div>" * 50_000,
            "too-complex",
            id="as deep for one parser only",
        ),
        pytest.param(
            b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + COPY.encode(),
            "too-complex",
            id="100,000 attributes",
        ),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 400, "undecodable", id="binary"),
        pytest.param(b"", "not-html", id="nothing"),
        pytest.param(b"<html><frameset></frameset></html>", "no-article", id="frames"),
    ],
)  # fmt: skip
async def test_what_no_page_needs_is_refused_with_its_reason(
    in_process: tuple[Settings, Extract], body: bytes, code: str
) -> None:
    settings, run = in_process
    with pytest.raises(PermanentError) as caught:
        await stage(settings.normalize, run)(record(body))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<a data-x='{'x ' * 200_000}'></a>{COPY}", id="long attribute"),
        pytest.param(f"<img {'data-a=1 ' * 200}src=a.jpg>{COPY}", id="many attributes"),
        pytest.param(COPY + "<b><i><p>" * 100, id="tags that do not nest"),
        pytest.param(COPY + "<table><tr><td>" * 100, id="tables in tables"),
        pytest.param(f"{COPY}<script type='application/ld+json'>{'[' * 5000}", id="deep JSON"),
        pytest.param(COPY + "<p>" + "(" * 20_000 + "IT/r" + "]" * 20_000, id="brackets"),
        pytest.param(COPY + "\u0001\u202e\ufffe" * 1000, id="controls"),
        pytest.param(COPY + "<!--", id="comment without end"),
    ],
)
def test_what_is_odd_is_read(page: str) -> None:
    article = extract(f"<html><body>{page}", URL)
    assert "passengers are counted" in article.text
    assert article.headline == "Boat"


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "no-such", "koi8-r"])
def test_a_charset_that_lies_does_no_harm(charset: str) -> None:
    body = f"<html><head><meta charset='{charset}'></head><body>{COPY}".encode()
    article = extract(body, URL, headers={"Content-Type": f"text/html; charset={charset}"})
    assert "passengers are counted" in article.text
