"""`copydesk feeds inspect`, and what `add` finds at an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from copydesk.cli.feeds import choose
from copydesk.cli.main import copydesk
from copydesk.errors import ConfigError
from copydesk.settings import HttpSettings, Settings
from tests.servers import Server

FEED = (
    b"<rss version='2.0'><channel><title>Desk</title><ttl>60</ttl><item><guid>1</guid>"
    b"<title>One</title><link>/1</link><pubDate>soon</pubDate></item></channel></rss>"
)
PAGE = b"<html><head><link rel=alternate type=application/rss+xml href=/rss title=All></html>"
SETTINGS = Settings(http=HttpSettings(allow_hosts="site.test", resolve="site.test=127.0.0.1"))


def inspect(*arguments: str) -> str:
    result = CliRunner().invoke(copydesk, ["feeds", "inspect", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_file_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    shown = inspect(str(file), "--url", "https://a.example/rss")
    for part in ("Desk", "RSS 2.0", "ttl 60 min", " (ttl)", "bad-date", "https://a.example/1"):
        assert part in shown
    found = orjson.loads(inspect(str(file), "--json"))
    assert (found["feed"]["title"], found["why"]) == ("Desk", "ttl")
    assert 3600 <= found["next_poll_s"] <= 3960


def test_a_feed_that_runs_over_before_its_ttl_is_shown_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_POLL_MIN_INTERVAL_S", "1")
    now = datetime.now(UTC)
    items = "".join(
        f"<item><guid>{n}</guid><link>https://a.example/{n}</link><title>T</title>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=n))}</pubDate></item>"
        for n in range(30)
    )
    file = tmp_path / "feed.xml"
    file.write_text(f"<rss version='2.0'><channel><ttl>60</ttl>{items}</channel></rss>")
    found = orjson.loads(inspect(str(file), "--json"))
    assert found["why"] == "window"
    assert 60 < found["next_poll_s"] < 900


def test_a_page_shows_where_feeds_may_be(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE)
    assert "declared  https://a.example/rss  All" in inspect(
        str(file), "--url", "https://a.example/"
    )


async def test_a_feed_is_added_as_it_is(server: Server) -> None:
    server.says("/rss", FEED)
    assert await choose(SETTINGS, (server.url("/rss"),)) == [server.url("/rss")]


async def test_of_a_home_page_its_feed_is_added(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.says("/", PAGE)
    server.says("/rss", FEED)
    assert await choose(SETTINGS, (server.url("/"),)) == [server.url("/rss")]
    assert "its feed is" in capsys.readouterr().err


async def test_well_known_paths_are_tried(server: Server) -> None:
    server.says("/", b"<html></html>")
    server.says("/feed.xml", FEED)
    assert await choose(SETTINGS, (server.url("/"),)) == [server.url("/feed.xml")]


async def test_a_page_without_a_feed_is_refused(server: Server) -> None:
    server.says("/", b"<html></html>")
    with pytest.raises(ConfigError, match="--unchecked"):
        await choose(SETTINGS, (server.url("/"),))


async def test_what_does_not_answer_is_added_with_a_warning(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = (server.url("/gone"), "http://127.0.0.1:9/rss")
    assert await choose(SETTINGS, urls) == list(urls)
    assert capsys.readouterr().err.count("added all the same") == 2


async def test_what_is_no_address_is_refused(server: Server) -> None:
    with pytest.raises(ConfigError, match="not an http"):
        await choose(SETTINGS, ("nonsense",))
