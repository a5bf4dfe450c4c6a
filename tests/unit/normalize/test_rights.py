"""What an article says about AI use."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from copydesk.events import RightsSignal
from copydesk.normalize.article import normalize_page
from copydesk.settings import NormalizeSettings
from tests.pages import SEEN, facts

URL = "https://site.example/ferry/1"
PAGE = (
    "<html><head><title>A ferry returns</title>{head}</head><body><article>"
    + "<p>The ferry is back at the old wharf, and the queue was gone within the hour.</p>" * 9
    + "</article></body></html>"
)


def test_signals_of_site_headers_and_page_are_kept_and_answered() -> None:
    earlier = SEEN - timedelta(hours=3)
    site = RightsSignal(
        kind="content-signal",
        value="ai-train=yes",
        url="https://site.example/robots.txt",
        read_at=earlier,
    )
    known = replace(facts(URL), rights=(site,), headers={"content-usage": "train-ai=y"})
    page = PAGE.replace("{head}", '<meta name="robots" content="noai">')
    use = normalize_page(page.encode(), known, NormalizeSettings()).ai_use
    assert use is not None
    assert use.answer == "reserved"
    assert use.signals[0] == site
    assert [(one.kind, one.read_at) for one in use.signals[1:]] == [
        ("content-usage", SEEN),
        ("noai-meta", SEEN),
    ]


def test_nothing_said_is_no_field() -> None:
    page = PAGE.replace("{head}", "").encode()
    assert normalize_page(page, facts(URL), NormalizeSettings()).ai_use is None
