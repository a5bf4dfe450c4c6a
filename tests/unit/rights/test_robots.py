"""Rights in robots.txt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.rights.robots import read_robots

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://site.example/robots.txt"


def found(text: str, path: str = "/news/1") -> list[tuple[str, str]]:
    known = read_robots(text, "Copydesk", URL, AT)
    signals = known.signals(f"https://site.example{path}", "Copydesk")
    assert all((one.url, one.read_at) == (URL, AT) for one in signals)
    return [(one.kind, one.value) for one in signals]


def test_crawlers_are_named_by_purpose() -> None:
    text = """
    User-agent: *
    Disallow: /private/

    User-agent: GPTBot
    user-agent: ccbot/2.0  # Common Crawl
    Disallow: /

    User-agent: ChatGPT-User
    Disallow: /news/
    Allow: /news/free/

    User-agent: Google-Extended
    Allow: /
    """
    train = ("robots-train", "CCBot, GPTBot")
    assert found(text) == [train, ("robots-input", "ChatGPT-User")]
    assert found(text, "/news/free/1") == [train]
    assert found("User-agent: *\nDisallow: /") == []
    assert found("User-agent: GPTBot\nDisallow:") == []


def test_an_equal_rule_that_allows_counts_and_groups_of_a_name_are_one() -> None:
    assert found("User-agent: GPTBot\nDisallow: /news\nAllow: /news") == []
    text = "User-agent: GPTBot\nDisallow: /news\n\nUser-agent: gptbot\nAllow: /news/1"
    assert found(text) == []
    assert found(text, "/news/2") == [("robots-train", "GPTBot")]


@pytest.mark.parametrize(
    "text",
    [
        "User-Agent: *\nContent-Signal: ai-train=no, search=yes\nAllow: /",
        "content-signal:ai-train=no, search=yes",
        "User-agent: Copydesk\nUser-agent: x\nContent-Signal: ai-train=no, search=yes",
    ],
)
def test_content_signals_of_our_group_or_all(text: str) -> None:
    assert found(text) == [("content-signal", "ai-train=no, search=yes")]


def test_our_own_group_counts_and_no_others() -> None:
    text = """
    User-agent: *
    Content-Signal: ai-train=no
    User-agent: otherbot
    Content-Signal: ai-train=yes, search=no
    User-agent: copydesk
    Content-Signal: ai-train=yes
    """
    assert found(text) == [("content-signal", "ai-train=yes")]


def test_content_usage_by_the_longest_path() -> None:
    # The example of draft-ietf-aipref-attach section 3.5, with its table.
    text = """
    User-Agent: *
    Allow: /
    Disallow: /never/
    Content-Usage: / train-ai=n
    Content-Usage: /ai-ok/ train-ai=y

    User-Agent: ExampleBot
    Allow: /
    Content-Usage: / train-ai=y
    """
    assert found(text, "/test") == [("content-usage-robots", "train-ai=n")]
    assert found(text, "/ai-ok/test") == [("content-usage-robots", "train-ai=y")]
    assert found("Content-Usage: train-ai=n") == [("content-usage-robots", "train-ai=n")]
    both = "Content-Usage: / train-ai=n\nContent-Usage: / search=y"
    assert [value for _, value in found(both)] == ["train-ai=n", "search=y"]


def test_a_license_belongs_to_no_group() -> None:
    text = """
    User-agent: otherbot
    License: https://site.example/license.xml
    Disallow: /
    """
    assert found(text) == [("rsl-robots", "https://site.example/license.xml")]


@pytest.mark.parametrize(
    "text", ["", "\x00\x00", ":::", "User-agent", "License:", "Content-Usage:", "<html>404</html>"]
)
def test_what_says_nothing(text: str) -> None:
    assert found(text) == []
