"""WARC files as pages: the same records each time, other things passed over."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from copydesk import headers as h
from copydesk.codec import decode
from copydesk.errors import ConfigError
from copydesk.events import Fetched
from copydesk.normalize.article import normalize_page
from copydesk.records import Output
from copydesk.settings import NormalizeSettings
from copydesk.warc.reader import Counts, in_order, pages
from copydesk.warc.writer import Archive

from .made import PAGE, answer, content, files

DATE = "2019-05-01T10:00:00Z"
ARTICLE = b"<title>A ferry returns</title><article>" + b"".join(
    b"<p>The ferry is back at wharf %d, and sails at %d.</p>" % (n, n) for n in range(15)
)


def warc(
    *made: tuple[str, str, dict[str, str], bytes], date: str = DATE, packed: bool = True
) -> bytes:
    """Return a WARC 1.0 file, as Common Crawl's are: address, status line, headers, body each."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed, warc_version="1.0")
    info = writer.create_warcinfo_record("a.warc.gz", {"software": "x"})
    info.rec_headers.replace_header("WARC-Date", date)
    writer.write_record(info)
    for number, (url, status, headers, body) in enumerate(made):
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:{number}>"},
            http_headers=StatusAndHeaders(status, list(headers.items()), "HTTP/1.1"),
        )
        writer.write_record(record)
    return file.getvalue()


HTML = {"Content-Type": "text/html; charset=utf-8"}
ONE = ("https://www.site.example/news/1", "200 OK", {**HTML, "Set-Cookie": "a=1"}, ARTICLE)


async def read(file: bytes, limit: int = 1_000_000) -> tuple[list[Output], Counts]:
    counts = Counts()
    found = pages(io.BytesIO(file), "a.warc.gz", counts, max_body_bytes=limit, extra_suffixes=())
    return [one async for one in found], counts


@pytest.mark.parametrize("packed", [True, False])
async def test_a_response_becomes_a_fetched_page(packed: bool) -> None:
    [page], counts = await read(warc(ONE, packed=packed))
    assert (page.topic.name, page.key, page.value) == ("fetched", b"site.example", ARTICLE)
    facts = decode(h.get(page.headers, h.HTTP_HEADER), Fetched)
    assert facts.final_url == facts.entry.link == ONE[0]
    assert facts.fetched_at.isoformat() == "2019-05-01T10:00:00+00:00"
    assert facts.entry.seen_at == facts.fetched_at
    assert facts.entry.feed.url == "urn:copydesk:warc:a.warc.gz"
    assert facts.entry.feed.entry_id == "urn:uuid:0"
    assert facts.headers == {"content-type": HTML["Content-Type"]}
    assert h.get(page.headers, "content-type") == HTML["Content-Type"].encode()
    assert (counts.pages, counts.skipped, counts.broken) == (1, {}, {})


async def test_the_same_file_gives_the_same_pages() -> None:
    def fixed(page: Output) -> tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]:
        headers = [pair for pair in page.headers if pair[0] != "traceparent"]
        return page.key, page.value, headers

    two = ("https://www.site.example/news/1?x=1", *ONE[1:])
    first, _ = await read(warc(ONE, two))
    second, _ = await read(warc(ONE, two))
    assert list(map(fixed, first)) == list(map(fixed, second))
    orders = [h.Order.decode(h.get(page.headers, h.ORDER_HEADER)) for page in first]
    assert orders[0] != orders[1]
    assert {order.fetched_ms for order in orders} == {1556704800000}


async def test_normalize_makes_an_article_of_it() -> None:
    [page], _ = await read(warc(ONE))
    facts = decode(h.get(page.headers, h.HTTP_HEADER), Fetched)
    article = normalize_page(page.value or b"", facts, NormalizeSettings())
    assert [(one.role, one.value) for one in article.alt_ids] == [("warc-record", "urn:uuid:0")]
    assert article.headline == "A ferry returns"


async def test_encodings_are_undone() -> None:
    chunked = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (ARTICLE[:100], ARTICLE[100:])
    )
    chunked += b"0\r\n\r\n"
    url, status = ONE[0], ONE[1]
    found, counts = await read(
        warc(
            (url, status, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(ARTICLE)),
            (url, status, {**HTML, "Transfer-Encoding": "chunked"}, chunked),
            # Many archives keep the header of a body that they have undone.
            (url, status, {**HTML, "Transfer-Encoding": "chunked"}, ARTICLE),
            (url, status, {**HTML, "X-Crawler-Content-Encoding": "gzip"}, ARTICLE),
        )
    )
    assert [page.value for page in found] == [ARTICLE] * 4
    assert not counts.skipped


async def test_what_is_no_page_is_counted_and_passed_over() -> None:
    url = ONE[0]
    found, counts = await read(
        warc(
            (url, "404 Not Found", HTML, b"gone"),
            (url, "301 Moved", {"Location": "/"}, b""),
            (url, "503 Busy", HTML, b"busy"),
            (url, "200 OK", {"Content-Type": "image/png"}, b"x"),
            (url, "200 OK", HTML, b"%PDF-1.4"),
            (url, "200 OK", HTML, b""),
            (url, "200 OK", {**HTML, "Content-Encoding": "br"}, b"x"),
            (url, "200 OK", HTML, b"x" * 2000),
            ("dns:site.example", "200 OK", HTML, b"x"),
            ("https://user:secret@site.example/", "200 OK", HTML, b"x"),
            ONE,
        ),
        limit=1000,
    )
    assert len(found) == 1
    assert counts.skipped == {
        "http-404": 1,
        "http-301": 1,
        "http-503": 1,
        "not-a-page": 2,
        "no-content": 1,
        "bad-encoding": 1,
        "too-large": 1,
        "bad-url": 1,
    }


async def test_a_file_that_is_cut_gives_what_is_whole() -> None:
    whole = warc(ONE, ("https://www.site.example/news/2", *ONE[1:]))
    for cut in (10, 100, 250):
        found, counts = await read(whole[:-cut])
        assert len(found) in (1, 2)
        assert counts.pages == len(found)
    generator = random.Random(7)
    for _ in range(200):
        bad = bytearray(whole)
        for _ in range(5):
            bad[generator.randrange(len(bad))] ^= 1 << generator.randrange(8)
        await read(bytes(bad))


async def test_our_own_archive_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path, user_agent="x", max_bytes=10**9)
    for number in (1, 2):
        await archive.write(answer(number))
    await archive.close()
    [path] = files(tmp_path)
    found, counts = await read(content(path))
    assert [page.value for page in found] == [PAGE, PAGE]
    facts = [decode(h.get(page.headers, h.HTTP_HEADER), Fetched) for page in found]
    assert [one.final_url for one in facts] == [answer(1).final_url, answer(2).final_url]
    assert [one.fetched_at for one in facts] == [answer(1).started, answer(2).started]
    assert facts[0].remote_address == "203.0.113.7"
    assert counts.skipped == {}


def test_files_are_read_in_the_order_of_their_dates(tmp_path: Path) -> None:
    for name, date in (("a", "2026-03-01T00:00:00Z"), ("b", "2026-01-01T00:00:00Z")):
        (tmp_path / name).write_bytes(warc(ONE, date=date))
    assert [path.name for path in in_order([tmp_path / "a", tmp_path / "b"])] == ["b", "a"]


@pytest.mark.parametrize("content", [b"", b"hello", b"<html>", gzip.compress(b"hello", mtime=0)])
def test_what_is_no_warc_file_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="no WARC file"):
        in_order([path])
    with pytest.raises(ConfigError, match="cannot be read"):
        in_order([tmp_path / "missing.warc.gz"])
