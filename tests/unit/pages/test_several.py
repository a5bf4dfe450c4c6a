"""Articles on several pages."""

from __future__ import annotations

import pytest

from copydesk.pages.several import is_page_of
from tests.unit.normalize.metadata.made import URL, made

HERE = "https://a.example/ferry"


@pytest.mark.parametrize(
    ("url", "href", "is_page"),
    [
        (HERE, "?page=2", True),
        (HERE, "https://a.example/ferry/2/", True),
        (HERE, "/ferry/page/2", True),
        ("https://a.example/ferry.html", "/ferry-2.html", True),
        ("https://a.example/ferry?strana=2", "/ferry?strana=3", True),
        ("https://a.example/a.php?id=7", "?id=7&page=2", True),
        ("https://a.example/a.php?id=7", "?id=8", False),
        (HERE, "/choir", False),
        (HERE, "https://b.example/ferry/2/", False),
        (HERE, "#comments", False),
        (HERE, None, False),
    ],
)
def test_another_page_of_the_article_is_its_address_with_a_number(
    url: str, href: str | None, is_page: bool
) -> None:
    assert is_page_of(url, href) is is_page


@pytest.mark.parametrize(
    ("head", "after"),
    [
        (f'<link rel="next" href="{URL}?page=2">', ""),
        ("", f'<div class="page-links">1 <a href="{URL}/2/">2</a></div>'),
    ],
    ids=["rel-next", "page-links"],
)
def test_one_page_of_several_is_a_part(head: str, after: str) -> None:
    found = made(head, after=after).completeness
    assert found is not None
    assert (found.value, found.reason) == ("partial", "pages")


def test_the_next_article_is_no_next_page() -> None:
    assert made('<link rel="next" href="/harbour/choir-sings">').completeness is None
