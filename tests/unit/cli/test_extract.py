"""`copydesk extract`: pages in files -> JSON, the same bytes on every machine."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from copydesk.cli.main import copydesk
from copydesk.codec import decode, encode
from copydesk.demo.articles import written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES
from copydesk.events import Normalized
from copydesk.normalize import extract
from tests.pages import entry
from tests.unit.warc.test_reader import DATE, HTML, warc

TUNING = Path(__file__).parents[3] / "bench" / "gold" / "tuning"
URL = "https://harbour.example/news/ferry"
TEXT = (
    "The ferry between the two banks sails again after three weeks, the harbour office said.",
    "Its engine had been taken apart on the quay, and parts had come from a yard up the river.",
    "The first boat left at six in the morning with forty people and a great number of bicycles.",
)
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Ferry returns</title></head><body><nav>Home</nav>"
    f"<article><h1>Ferry returns</h1>{''.join(f'<p>{one}</p>' for one in TEXT)}</article>"
    "</body></html>"
).encode()
LOGIN = b"<html><head><title>x</title></head><body></body></html>"


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(copydesk, ["extract", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def lines(text: str) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in text.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE)
    return file


def archive(file: Path, *answers: tuple[str, str, bytes]) -> Path:
    made = [(url, status, HTML, body) for url, status, body in answers]
    file.write_bytes(warc(*made, packed=file.suffix == ".gz"))
    return file


def test_a_page_is_a_line_of_the_projects_own_json(page: Path) -> None:
    shown = run(page, "--url", URL).stdout
    assert shown.encode() == encode(extract(PAGE, URL)) + b"\n"
    assert decode(shown.encode(), Normalized).text == "\n\n".join(TEXT)


def test_what_is_known_of_the_page_counts(page: Path, tmp_path: Path) -> None:
    known = entry(URL, title="From the feed", feed_title="Harbour")
    (tmp_path / "entry.json").write_bytes(encode(known))
    (tmp_path / "headers.json").write_text('{"Content-Usage": "train-ai=n"}')
    more = ("--entry", tmp_path / "entry.json", "--headers", tmp_path / "headers.json")
    shown = run(page, "--url", URL, *more, "--fetched-at", "2026-11-14T17:20:00Z").stdout
    at = datetime(2026, 11, 14, 17, 20, tzinfo=UTC)
    asked = extract(
        PAGE, URL, headers={"Content-Usage": "train-ai=n"}, feed_entry=known, fetched_at=at
    )
    assert shown.encode() == encode(asked) + b"\n"
    found = lines(shown)[0]
    assert found["ai_use"]
    assert found["feed"] == {"title": "Harbour", "url": "https://kabar.example/rss.xml"}


def test_an_address_is_the_pages_own_or_made_of_the_name(page: Path, tmp_path: Path) -> None:
    assert lines(run(page).stdout)[0]["url"] == f"https://file.invalid{page}"
    own = tmp_path / "own.html"
    own.write_bytes(
        PAGE.replace(b"</head>", b'<link rel=canonical href="%b"></head>' % URL.encode())
    )
    assert lines(run(own).stdout)[0]["url"] == URL
    piped = subprocess.run(
        [sys.executable, "-m", "copydesk", "extract", "-"], input=PAGE, capture_output=True
    )
    assert lines(piped.stdout.decode())[0]["url"] == "https://file.invalid/stdin"


def test_how_long_ago_says_nothing_without_a_time_of_reading(tmp_path: Path) -> None:
    file = tmp_path / "ago.html"
    file.write_bytes(PAGE.replace(b"</h1>", b"</h1><p class=date>2 hours ago</p>"))
    assert "published" not in lines(run(file).stdout)[0]
    found = lines(run(file, "--fetched-at", "2026-11-14T17:20:00Z").stdout)[0]
    assert found["published"]["value"].startswith("2026-11-14")  # type: ignore[index]


def test_fields_and_layout_are_chosen(page: Path) -> None:
    shown = run(page, "--url", URL, "--fields", "url,headlines[0].value,nothing").stdout
    assert lines(shown) == [{"url": URL, "headlines[0].value": "Ferry returns", "nothing": None}]
    pretty = run(page, "--url", URL, "--pretty").stdout
    assert orjson.loads(pretty) == lines(run(page, "--url", URL).stdout)[0]
    assert '\n  "body": {' in pretty


def test_files_come_in_their_order_whatever_each_takes(tmp_path: Path) -> None:
    files = []
    for number in range(12):
        long = b"<p>%b</p>" % TEXT[0].encode() * (2000 if number % 4 == 0 else 1)
        made = tmp_path / f"{number}.html"
        made.write_bytes(PAGE.replace(b"</article>", long + b"</article>"))
        files.append(made)
    shown = lines(run(*files, "--jobs", "2", "--fields", "url").stdout)
    assert [one["url"] for one in shown] == [f"https://file.invalid{file}" for file in files]


def test_gzip_is_undone_and_what_is_none_is_refused(tmp_path: Path) -> None:
    whole, cut = tmp_path / "a.html.gz", tmp_path / "b.html.gz"
    whole.write_bytes(gzip.compress(PAGE))
    cut.write_bytes(gzip.compress(PAGE)[:-40])
    result = run(whole, cut, code=1)
    assert len(lines(result.stdout)) == 1
    assert [one["code"] for one in lines(result.stderr)] == ["bad-encoding"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_an_archive_are_those_of_the_stage(tmp_path: Path, name: str) -> None:
    file = archive(
        tmp_path / name,
        (URL, "200 OK", PAGE),
        (f"{URL}/gone", "404 Not Found", b"gone"),
        (f"{URL}/2", "200 OK", PAGE),
    )
    result = run(file)
    first, second = lines(result.stdout)
    assert (first["url"], second["url"]) == (URL, f"{URL}/2")
    assert first["feed"]["url"] == f"urn:copydesk:warc:{name}"  # type: ignore[index]
    assert first["fetched"] == DATE
    counted = {"code": "http-404", "count": 1, "file": str(file)}
    assert {**counted, "message": "1 responses hold no page: http-404"} in lines(result.stderr)
    assert lines(run(file, "--url", f"{URL}/2").stdout) == [second]
    refused = CliRunner().invoke(copydesk, ["extract", str(file), "--fetched-at", DATE])
    assert "all of its pages but for --url" in str(refused.exception)


def test_an_archive_comes_through_a_pipe(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.warc.gz", (URL, "200 OK", PAGE))
    program = f"cat {file} | {sys.executable} -m copydesk extract -"
    done = subprocess.run(program, shell=True, capture_output=True, check=True)
    assert lines(done.stdout.decode())[0]["url"] == URL


def test_a_refusal_is_a_line_and_stops_nothing(page: Path, tmp_path: Path) -> None:
    empty, broken = tmp_path / "empty.html", tmp_path / "broken.warc"
    empty.write_bytes(LOGIN)
    archive(broken, (URL, "200 OK", PAGE))
    broken.write_bytes(broken.read_bytes() + b"WARC/1.1\r\nnonsense")
    result = run(tmp_path / "none.html", tmp_path, empty, broken, page, code=1)
    refused = lines(result.stderr)
    assert [one["code"] for one in refused[:3]] == ["unreadable", "unreadable", "no-article"]
    assert all({"file", "code", "message"} <= set(one) for one in refused)
    assert refused[2]["file"] == str(empty)
    assert lines(result.stdout)[-1]["url"] == f"https://file.invalid{page}"


def test_a_page_above_the_limit_is_refused(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_NORMALIZE_MAX_HTML_BYTES", "100")
    assert lines(run(page, code=1).stderr)[0]["code"] == "too-large"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--fetched-at", "yesterday"), "no time with its zone"),
        (("--fetched-at", "2026-11-14T17:20:00"), "no time with its zone"),
        (("--fields", "a b"), "no JMESPath"),
        (("--headers", "FILE"), "no JSON object"),
        (("--entry", "FILE"), "no feed entry"),
        (("FILE", "--url", URL), "give one FILE"),
    ],
)
def test_a_wrong_argument_is_named(page: Path, options: tuple[str, ...], said: str) -> None:
    named = [str(page) if one == "FILE" else one for one in options]
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "extract", page, *named], capture_output=True
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_a_pipe_that_closes_is_no_error(page: Path) -> None:
    program = f"{sys.executable} -m copydesk extract {f'{page} ' * 400} | head -1"
    done = subprocess.run(program, shell=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1


async def test_ctrl_c_ends_it_without_a_word(page: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "copydesk", "extract", *[str(page)] * 5000),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, said = await process.communicate()
    assert (process.returncode, said.strip()) == (130, b"")
    assert len(rest.splitlines()) < 4999


def pages_of_all(folder: Path) -> list[Path]:
    """Return the gold set's pages for tuning, and the newsroom's as files."""
    files = sorted(TUNING.glob("*/page.html"))
    assert files
    for site in SITES:
        for article in written(site):
            text = article_page(article, article.versions[0], port=8080, start=1_790_000_000, t=0)
            file = folder / f"{site.name}-{article.story.code}.html"
            file.write_bytes(text.encode(site.encoding))
            files.append(file)
    return files


def test_any_machine_gives_the_same_bytes(tmp_path: Path) -> None:
    files = pages_of_all(tmp_path)
    machines = (
        ("C", "UTC", "0", "/"),
        ("tr_TR.UTF-8", "Asia/Tehran", "1", str(tmp_path)),
        ("de_DE.UTF-8", "America/St_Johns", "random", str(TUNING)),
    )
    found = []
    for locale, zone, seed, folder in machines:
        named = {"LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", "extract", *files],
            capture_output=True,
            env={**os.environ, **named},
            cwd=folder,
        )
        assert done.returncode in (0, 1), done.stderr
        assert len(done.stdout.splitlines()) + len(done.stderr.splitlines()) == len(files)
        found.append((done.stdout, done.stderr))
    assert found[0] == found[1] == found[2]
