"""Pages in which no article is, and articles that look a little like them."""

from __future__ import annotations

from html import escape

import pytest

from copydesk.demo.fetched import fetched
from copydesk.errors import PermanentError
from copydesk.normalize.article import normalize_page
from copydesk.normalize.page import parse_page
from copydesk.pages.walls import by_tree
from copydesk.settings import NormalizeSettings
from tests.pages import facts

COPY = "The ferry is back at the old wharf, and the queue was gone within the hour. " * 3
CONSENT_TEXT = (
    "We and our 842 partners store cookies on your device, and ask for your consent. " * 9
)


def page(body: str, title: str = "Site", head: str = "") -> str:
    named = f"<title>{escape(title)}</title>"
    return f"<!DOCTYPE html><html><head>{named}{head}</head><body>{body}</body></html>"


def code(text: str, entry_title: str | None = None) -> str | None:
    found = by_tree(parse_page(text, max_depth=512), entry_title)
    return found.code if found else None


@pytest.mark.parametrize(
    "heading",
    [
        "404",
        "Page not found",
        "Oops! Page not found.",
        "Sorry, this page isn’t available",
        "Error 404 – Not Found",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Страница не найдена",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "ページが見つかりません",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
        "Halaman tidak ditemukan",
        "Không tìm thấy trang",
    ],
)
def test_a_page_that_says_it_is_gone(heading: str) -> None:
    assert code(page(f"<h1>{heading}</h1><p>{COPY}</p>")) == "soft-404"
    assert code(page(f"<p>{COPY}</p>", title=f"{heading} | The Site")) == "soft-404"


@pytest.mark.parametrize(
    ("body", "title", "head"),
    [
        ("<h1>Why ‘404 Not Found’ became a joke</h1>", "Why ‘404 Not Found’ became a joke", ""),
        ("<h1>Page not found: the lost diary of a clerk</h1>", "Site", ""),
        ("<h1>Not found</h1>", "Site", '<meta property="og:type" content="article">'),
        ("<h1>Not found</h1>", "Site", '<meta property="article:published_time" content="2026">'),
        ("<h2>Page not found</h2><h1>A ferry returns</h1>", "A ferry returns", ""),
        ("<h1>A ferry</h1><footer><h2>Cookie settings</h2><button>ok</button></footer>", "x", ""),
        ("<h1>Login</h1><p>A film of 1992</p>", "Login – a review", ""),
        ("<div class='cmp gdpr-on'><main><h1>A ferry returns</h1>cookie</main></div>", "x", ""),
        ("<div id=root><p>" + COPY + "</p></div><script>1</script>", "x", ""),
        (COPY * 3 + "<script>1</script><noscript>Enable JavaScript to comment</noscript>", "x", ""),
    ],
)  # fmt: skip
def test_an_article_is_not_mistaken(body: str, title: str, head: str) -> None:
    assert code(page(body, title, head)) is None


def test_the_feeds_title_makes_it_an_article() -> None:
    text = page("<h1>Page not found</h1>", "Page not found")
    assert code(text) == "soft-404"
    assert code(text, "Page not found!") is None


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='sp_message_container_1'><p>{CONSENT_TEXT}</p><button>Accept</button></div>",
        f"<div class='onetrust-pc'><p>{CONSENT_TEXT}</p></div><footer>Imprint</footer>",
        f"<form><h1>Before you continue</h1><p>{CONSENT_TEXT}</p><button>ok</button></form>",
        f"<h1>Bevor Sie fortfahren</h1><p>{CONSENT_TEXT}</p><form></form>",
    ],
)
def test_a_page_that_is_nothing_but_consent(body: str) -> None:
    assert code(page(body)) == "consent-wall"


def test_a_banner_over_an_article_is_no_wall() -> None:
    banner = f"<div id='onetrust-banner'>{CONSENT_TEXT}</div>"
    assert (
        code(page(f"{banner}<article><h1>A ferry returns</h1><p>{COPY * 9}</p></article>")) is None
    )


def test_a_form_for_a_password_under_its_heading() -> None:
    field = "<form><input type='password'></form>"
    assert code(page(f"<h1>Sign in</h1>{field}")) == "login-wall"
    assert code(page(field, "Anmelden – Die Zeitung")) == "login-wall"
    assert code(page(f"<h1>A ferry returns</h1>{field}")) is None


@pytest.mark.parametrize(
    "body",
    [
        "<div id='root'></div><script src='/app.js'></script>",
        "<div id='__next'><svg></svg></div><script>1</script>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><script>1</script>",
        "<noscript>このサイトにはJavaScriptが必要です</noscript><div></div><script>1</script>",
    ],
)
def test_an_empty_shell(body: str) -> None:
    assert code(page(body)) == "script-shell"


def test_a_line_of_news_makes_it_no_shell() -> None:
    tree = parse_page(
        page("<p>News.</p><script>1</script><noscript>Enable JavaScript</noscript>"), max_depth=9
    )
    assert by_tree(tree, None, copy=300) is None
    assert by_tree(tree, None, copy=5) is not None


def test_normalize_says_what_it_is_instead_of_no_article() -> None:
    url = "https://site.example/1"
    for text, expected in (
        (page("<div id='root'></div><script>1</script>"), "script-shell"),
        (page(f"<h1>Page not found</h1><p>{COPY}</p>"), "soft-404"),
        (page(""), "no-article"),
    ):
        with pytest.raises(PermanentError) as caught:
            normalize_page(text.encode(), facts(url), NormalizeSettings())
        assert caught.value.code == expected
        assert url in caught.value.message


def test_the_newsrooms_pages_are_articles() -> None:
    pages = fetched([0.0, 60.0, 240.0], trapped=False)
    assert len(pages) > 30
    for one in pages:
        assert code((one.value or b"").decode("utf-8", "replace")) is None
