"""`copydesk inspect`: what it shows, and that a hostile page cannot do anything in it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from lxml import html

from copydesk.cli.main import copydesk
from copydesk.cli.page_html import document
from copydesk.demo.articles import written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES
from copydesk.errors import PermanentError
from copydesk.events import Block, Body, Headline, Language, Normalized
from copydesk.normalize import inspect_page
from copydesk.normalize.trace import BlockTrace, Trace
from tests import sitepages
from tests.servers import Server
from tests.unit.warc.test_reader import HTML, warc

URL = "https://harbour.example/news/ferry"
TEXT = (
    "The ferry between the two banks sails again after three weeks, the harbour office said.",
    "Its engine had been taken apart on the quay, and parts had come from a yard up the river.",
    "The first boat left at six in the morning with forty people and a great number of bicycles.",
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry returns</title>
<meta name="author" content="Ann Lee"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport results</a></li></ul></nav>
<article><p class="kicker">On the water</p><h1>Ferry returns</h1>
<p class="standfirst">After three weeks on the quay the boat is back in the water</p>
<p class="byline">By Ann Lee</p>{"".join(f"<p>{one}</p>" for one in TEXT)}</article>
<footer><p>All rights reserved by the office of the paper</p></footer></body></html>"""
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(copydesk, ["inspect", *map(str, arguments)])
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    return file


def test_each_block_is_traced_to_where_it_went() -> None:
    article, trace = inspect_page(PAGE, URL)
    assert article.text == "\n\n".join(TEXT)
    fates = {block.text: (block.fate, block.field) for block in trace.blocks}
    assert {text for text, (fate, _) in fates.items() if fate == "kept"} == set(TEXT)
    assert fates["On the water"] == ("furniture", "headlines.kicker")
    assert fates["Ferry returns"] == ("furniture", "headlines.main")
    assert fates["By Ann Lee"] == ("furniture", "by.name")
    standfirst = "After three weeks on the quay the boat is back in the water"
    assert fates[standfirst] == ("furniture", "standfirst")
    assert fates["Sport results"] == ("removed", None)
    kinds = {block.text: block.kind for block in trace.blocks}
    assert (kinds["Ferry returns"], kinds["Sport results"]) == ("heading", "list")
    assert trace.count("kept") == 3


def test_the_votes_of_each_block_are_told() -> None:
    _, trace = inspect_page(PAGE, URL)
    for block in trace.blocks:
        assert block.score is not None
        assert len(block.votes) > 1
        assert all(0 <= vote <= 1 for vote in block.votes.values())
        assert (block.score > 0.5) or block.fate != "kept"


def test_a_block_without_its_dateline_is_still_kept() -> None:
    dated = PAGE.replace(f"<p>{TEXT[0]}", f"<p>Harbour Post - {TEXT[0]}")
    site = dated.replace("</head>", '<meta property="og:site_name" content="Harbour Post"></head>')
    article, trace = inspect_page(site, URL)
    assert article.dateline is not None
    kept = [block.text for block in trace.blocks if block.fate == "kept"]
    assert kept == [f"Harbour Post - {TEXT[0]}", *TEXT[1:]]


def test_the_terminal_shows_article_page_and_fields(page: Path) -> None:
    shown = run(page, "--url", URL).stdout
    for part in (
        "On the water",
        "Ferry returns",
        "no date",
        "3 kept",
        "removed",
        "headlines.kicker",
    ):
        assert part in shown
    assert "page text" in shown
    assert "confidence" in shown


def test_what_repeats_on_pages_beside_it_is_left_out_and_said(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.html" for n in range(5)]
    for n, file in enumerate(files):
        file.write_text(sitepages.page(n).replace("<head>", f"<head>{_canonical(n)}"))
    beside = [word for file in files[1:] for word in ("--beside", file)]
    found = orjson.loads(run(files[0], *beside, "--json").stdout)
    reasons = {block["text"]: block["reason"] for block in found["blocks"] if block["reason"]}
    assert reasons == {sitepages.INSERT: "repeats on this site"}
    assert "repeats" in run(files[0], *beside).stdout
    assert "repeats on this site" in run(files[0], *beside, "--html", "-").stdout


def _canonical(n: int) -> str:
    return f'<link rel="canonical" href="{sitepages.address(n)}">'


def test_the_terminal_obeys_nothing_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.replace("Sport results", "Sport \x1b[2J\x1b]0;x\x07[red]results[/red]"))
    shown = run(file).stdout
    assert "\x1b" not in shown
    assert "[red]results[/red]" in "".join(shown.split())


GONE = PAGE.replace("Ferry returns", "Page not found").replace(
    '<meta name="author" content="Ann Lee">', ""
)


def test_a_refused_page_is_shown_with_the_reason_and_its_blocks(tmp_path: Path) -> None:
    file = tmp_path / "gone.html"
    file.write_text(GONE)
    result = run(file, "--url", URL, code=1)
    shown = " ".join(result.stdout.split())
    for part in ("No article", "soft-404", "it says 'page not found'", "votes, 0 to 1"):
        assert part in shown
    assert TEXT[0][:40] in shown
    assert "0 kept" in shown
    assert isinstance(result.exception, PermanentError | SystemExit)


def test_a_refused_page_is_shown_in_a_document_and_as_data(tmp_path: Path) -> None:
    file, out = tmp_path / "gone.html", tmp_path / "out.html"
    file.write_text(GONE)
    run(file, "--url", URL, "--html", out, code=1)
    shown = out.read_text()
    for part in ("No article", "soft-404", "it says &#x27;page not found&#x27;", URL, "<meter"):
        assert part in shown
    found = orjson.loads(run(file, "--url", URL, "--json", code=1).stdout)
    assert found["article"] is None
    assert found["refusal"]["code"] == "soft-404"
    assert any(block["votes"] for block in found["blocks"])


def test_all_of_it_is_data(page: Path) -> None:
    found = orjson.loads(run(page, "--url", URL, "--json").stdout)
    assert found["article"]["url"] == URL
    kept = [block["text"] for block in found["blocks"] if block["fate"] == "kept"]
    assert kept == list(TEXT)
    assert set(found["blocks"][0]) == {
        *("text", "kind", "fate", "field", "score", "votes", "reason"),
    }


async def test_an_address_is_fetched_behind_the_guard(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says("/news/1", PAGE.encode(), Content_Type="text/html; charset=utf-8")
    server.says("/doc", b"%PDF-1.7", Content_Type="application/pdf")
    monkeypatch.setenv("COPYDESK_HTTP_RESOLVE", "site.test=127.0.0.1")
    url = server.url("/news/1")
    refused = await asyncio.to_thread(run, url, code=1)
    assert "not" in str(refused.exception)
    assert server.asked == []
    monkeypatch.setenv("COPYDESK_HTTP_ALLOW_HOSTS", "site.test")
    shown = await asyncio.to_thread(run, url, "--json")
    article = orjson.loads(shown.stdout)["article"]
    assert article["url"] == url
    assert article["fetched"]
    for path, code in (("/doc", "not-a-page"), ("/none", "http-404")):
        failed = await asyncio.to_thread(run, server.url(path), code=1)
        assert getattr(failed.exception, "code", None) == code
    said = await asyncio.to_thread(run, url, "--url", URL, code=1)
    assert "are for a FILE" in str(said.exception)


def test_a_page_of_an_archive_is_chosen_by_address(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(
        warc(
            (f"{URL}/0", "404 Not Found", HTML, b"gone"),
            (f"{URL}/1", "200 OK", HTML, PAGE.encode()),
            (f"{URL}/2", "200 OK", HTML, PAGE.encode()),
        )
    )
    found = [
        orjson.loads(run(file, "--json", *more).stdout)["article"]["url"]
        for more in ((), ("--url", f"{URL}/2"))
    ]
    assert found == [f"{URL}/1", f"{URL}/2"]
    assert "no such page" in str(run(file, "--url", URL, code=1).exception)


def test_the_page_itself_is_never_overwritten(page: Path) -> None:
    before = page.read_bytes()
    assert "the page itself" in str(run(page, "--html", page, code=1).exception)
    assert page.read_bytes() == before


def test_the_document_has_a_default_name(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)
    run(page, "--html")
    assert run(page, "--html", "-").stdout == (page.parent / "inspect.html").read_text("utf-8")


ATTACKS = (
    "<script>{bad}</script>",
    "&lt;script&gt;{bad}&lt;/script&gt;",
    "&lt;/p&gt;&lt;/li&gt;&lt;img src=x onerror='{bad}'&gt;",
    "<img src=x onerror='{bad}'>",
    "<svg onload='{bad}'><script>{bad}</script></svg>",
    "<template><script>{bad}</script></template>&lt;/template&gt;&lt;script&gt;{bad}&lt;/script&gt;",
    "<iframe srcdoc='&lt;script&gt;{bad}&lt;/script&gt;'></iframe>",
    '&lt;iframe srcdoc="&amp;lt;script&amp;gt;{bad}&amp;lt;/script&amp;gt;"&gt;&lt;/iframe&gt;',
    "&lt;meta http-equiv=refresh content='0;url={url}/meta'&gt;",
    "<meta http-equiv=refresh content='0;url={url}/meta'>",
    "<a href='javascript:{bad}' autofocus onfocus='{bad}'>link</a>",
    "&lt;/style&gt;&lt;style&gt;@import url({url}/style)&lt;/style&gt;",
    "<style>body{{background:url({url}/css)}}</style><link rel=stylesheet href={url}/link>",
    "&lt;base href={url}/&gt;&lt;link rel=preload as=image href={url}/preload&gt;",
    '" onmouseover="{bad}" x="',
    "<textarea></textarea>&lt;/textarea&gt;&lt;/title&gt;&lt;script&gt;{bad}&lt;/script&gt;",
    "--&gt;&lt;script&gt;{bad}&lt;/script&gt;<!--",
    "<video src={url}/video autoplay></video><object data={url}/object></object>",
)


def hostile(url: str) -> str:
    """Return a page that tries in its copy, furniture, language and all else to run or load."""
    bad = f"document.title=&quot;owned&quot;;fetch(&quot;{url}/fetch&quot;)"
    tried = [one.format(bad=bad, url=url) for one in ATTACKS]
    end = "&lt;/title&gt;&lt;/h1&gt;&lt;script&gt;document.title=1&lt;/script&gt;"
    page = PAGE.replace('lang="en"', "lang='en\"><script>alert(1)</script>'")
    page = page.replace("Ferry returns", f"Ferry returns {end}").replace("Ann Lee", f"Ann {end}")
    for text, one in zip(TEXT, tried[:3], strict=True):
        page = page.replace(text, f"{text} {one}")
    more = "".join(f"<div>{one}</div><p>{TEXT[0]} {one} {n}</p>" for n, one in enumerate(tried))
    return page.replace("</article>", f"{more}</article>").replace(
        "<footer>", f"<footer>{''.join(tried)}"
    )


def all_of_it() -> str:
    """Return a document whose every text is hostile, whatever an extractor makes of a page."""
    bad = "\"'></p></title><script>document.title=1</script><img src=x onerror=alert(1)>"
    block = BlockTrace(bad, bad, "kept", bad, 0.5, {bad: 0.5})
    article = Normalized(
        article_id=bad,
        url=f"https://a.example/{bad}",
        canonical_url=bad,
        headlines=(Headline(role="main", value=bad), Headline(role="kicker", value=bad)),
        standfirst=bad,
        sign_off=bad,
        body=Body(text=bad, blocks=(Block(kind="paragraph", text=bad),)),
        language=Language(tag=bad),
    )
    return document(article, Trace((block, BlockTrace(bad, bad, "furniture", bad))))


def harmless(shown: str) -> None:
    """Fail if a document has anything that runs, loads, leaves, or comes from the page."""
    tree: Any = html.document_fromstring(shown)
    assert not set(tree.xpath("//*/@*[starts-with(name(), 'on')]"))
    for attribute in ("src", "href", "srcdoc", "style", "action", "data", "ping", "formaction"):
        assert not tree.xpath(f"//*[@{attribute}]")
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "iframe", "img", "svg", "object", "embed", "link", "base", "form"}
    assert not tags & {"template", "textarea", "video", "math"}
    assert len(tree.xpath("//style")) == 1
    metas = tree.xpath("//meta/@http-equiv")
    assert metas == ["Content-Security-Policy"]
    policy = tree.xpath("//meta[@http-equiv]/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_hostile_page_brings_text_only() -> None:
    shown = document(*inspect_page(hostile("http://site.test"), URL))
    harmless(shown)
    assert "&lt;script&gt;" in shown


def test_no_text_of_an_article_becomes_markup() -> None:
    harmless(all_of_it())


async def dumped(*arguments: str) -> str:
    """Return the document as a browser has it after its scripts and loads, if there were any."""
    process = await asyncio.create_subprocess_exec(
        str(CHROMIUM),
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"),
        *("--host-resolver-rules=MAP site.test 127.0.0.1", "--dump-dom", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    out, _ = await process.communicate()
    return out.decode()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
async def test_in_a_browser_a_hostile_page_does_nothing(server: Server, tmp_path: Path) -> None:
    url = server.url().rstrip("/")
    raw, shown, worst = (tmp_path / name for name in ("raw.html", "shown.html", "worst.html"))
    raw.write_text(hostile(url))
    # That the page is hostile, and that a request would be seen, is seen first.
    await dumped(f"--user-data-dir={tmp_path / 'a'}", raw.as_uri())
    assert server.asked
    server.asked.clear()
    shown.write_text(document(*inspect_page(raw.read_bytes(), URL)), "utf-8")
    worst.write_text(all_of_it(), "utf-8")
    for file in (shown, worst):
        dom = await dumped(f"--user-data-dir={tmp_path / 'b'}", file.as_uri())
        assert "<title>Inspect: " in dom
        harmless(dom)
    assert server.asked == []


def test_right_to_left_is_kept() -> None:
    site = next(site for site in SITES if site.language == "ar")
    written_there = next(one for one in written(site) if one.allowed)
    page = article_page(written_there, written_there.versions[0], port=80, start=0, t=0)
    tree: Any = html.document_fromstring(document(*inspect_page(page, URL)))
    assert tree.xpath("string(//article/@lang)") == "ar"
    assert tree.xpath("//h1/@dir") == ["auto"]
    assert set(tree.xpath("//li/p/@dir")) == {"auto"}


def test_blocks_are_reached_by_keyboard_and_told_apart_without_colour() -> None:
    tree: Any = html.document_fromstring(document(*inspect_page(PAGE, URL)))
    blocks = tree.xpath("//ol/li")
    assert {block.get("tabindex") for block in blocks} == {"0"}
    for block in blocks:
        assert block.xpath("string(span)").startswith(block.get("class"))
        assert len(block.xpath("dl/dt")) > 1
    assert len(tree.xpath("//fieldset//input[@type='checkbox']")) == 3
