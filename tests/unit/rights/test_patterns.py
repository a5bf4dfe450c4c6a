"""Patterns of paths."""

from __future__ import annotations

import time

import pytest

from copydesk.rights.patterns import matches, normal, path_of


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/", "/", True),
        ("/", "/a/b?c=1", True),
        ("/fish", "/fishheads/yummy.html", True),
        ("/fish", "/Fish.asp", False),
        ("/fish/", "/fish", False),
        ("/*.php", "/folder/filename.php?parameters", True),
        ("/*.php", "/windows.PHP", False),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?parameters", False),
        ("/fish*.php", "/fishheads/catfish.php?a", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*a*b$", "/xaxb", True),
        ("/*ab*ab$", "/ab", False),
        ("*", "/anything", True),
        ("", "/anything", True),
        ("/новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", True),
        ("/a b", "/a%20b", True),
    ],
)
def test_patterns_of_robots_txt(pattern: str, path: str, expected: bool) -> None:
    assert matches(normal(pattern), path) is expected


def test_a_path_has_its_query_and_no_fragment() -> None:
    assert path_of("https://a.test/x/y?b=1&a=ж#top") == "/x/y?b=1&a=%D0%B6"
    assert path_of("https://a.test") == "/"


def test_many_stars_cost_little() -> None:
    begin = time.perf_counter()
    assert not matches("/" + "*a" * 20_000 + "b$", "/" + "a" * 30_000)
    assert time.perf_counter() - begin < 2
