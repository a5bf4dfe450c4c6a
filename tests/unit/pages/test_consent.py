"""Walls for consent by their structure; articles about cookies stay articles."""

from __future__ import annotations

import pytest

from copydesk.errors import PermanentError
from copydesk.normalize import extract

URL = "https://www.ferrypost.example/harbour/ferry-is-back"
ENGLISH = (
    "We and our 512 partners store cookies on your device and use personal data for "
    "personalised ads. You can change your consent at any time in the privacy settings."
)
ITALIAN = (
    "Noi e i nostri 512 fornitori usiamo cookie sul dispositivo e trattiamo dati personali per "
    "pubblicità personalizzata. Puoi revocare il consenso in ogni momento."
)
RUSSIAN = (
    "Мы и наши партнёры храним cookies на вашем устройстве и обрабатываем персональные данные "
    "для показа рекламы. Согласие можно отозвать в любое время в настройках."
)
JAPANESE = (
    "当社と512のパートナーは、クッキーを使い、個人情報を広告のために処理します。同意はいつでも"
    "プライバシー設定で取り消すことができます。詳しくは方針をご覧ください。"
)


def wall(text: str, accept: str, other: str, box: str = "role='dialog'") -> str:
    return (
        "<html><head><title>The night ferry is back</title>"
        "<meta property='og:title' content='The night ferry is back'>"
        "<meta property='og:type' content='article'></head>"
        f"<body><div {box}><h1>Before you read on</h1><p>{text}</p><p>{text}</p>"
        f"<button>{accept}</button><button>{other}</button></div></body></html>"
    )


def refused(page: str, url: str = URL) -> str | None:
    try:
        extract(page, url)
    except PermanentError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("text", "accept", "other"),
    [
        (ENGLISH, "Accept all", "More options"),
        (ENGLISH, "I AGREE", "Subscribe"),
        (ITALIAN, "Accetta e continua", "Rifiuta e abbonati"),
        (RUSSIAN, "Принять", "Настроить"),
        (JAPANESE, "同意する", "設定"),
    ],
)
def test_a_dialog_that_asks_for_consent_is_a_wall(text: str, accept: str, other: str) -> None:
    assert refused(wall(text, accept, other)) == "consent-wall"
    assert refused(wall(text, accept, other, "class='site-cmp'")) == "consent-wall"


ARTICLE = (
    "<html><head><title>{title}</title><meta property='og:title' content='{title}'></head><body>"
    "<nav><a href='/'>Home</a></nav><main><article><h1>{title}</h1>{copy}</article></main>{below}"
    "</body></html>"
)
BANNER = (
    "<div class='cookie-banner' role='dialog'><p>We use cookies.</p><button>Accept all</button>"
    "<button>Reject all</button></div>"
)


def test_an_article_about_cookies_under_a_banner_is_an_article() -> None:
    copy = "".join(
        f"<p>{sentence}</p>"
        for sentence in (
            "The court ruled on Friday that banners for cookies must offer a button to reject.",
            "Consent that is given by scrolling is none, the judges said; privacy comes first.",
            "Publishers and their partners have until May to change how personal data is used.",
        )
    )
    page = ARTICLE.format(title="Court rules on cookie banners", copy=copy, below=BANNER)
    assert refused(page) is None
    untitled = page.replace("property='og:title'", "name='x'")
    assert refused(untitled) is None


def test_an_article_with_a_button_for_a_video_is_an_article() -> None:
    copy = (
        "<p>The night ferry between the two towns sailed again on Friday, two years later.</p>"
        "<div class='embed'><p>To see the video we need your consent to cookies.</p>"
        "<button>Accept cookies</button><button>Settings</button></div>"
        "<p>About three hundred people waited in the rain, among them the baker of the town.</p>"
        "<p>The council paid for the new pier from a fund for storms, the engineers said.</p>"
    )
    assert refused(ARTICLE.format(title="The night ferry is back", copy=copy, below="")) is None
    untitled = ARTICLE.format(title="Harbour", copy=copy, below="").replace("h1", "h4")
    assert refused(untitled) is None
