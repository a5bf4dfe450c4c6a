"""Section, publisher, rights, ids and headlines, by the pattern on the page."""

from __future__ import annotations

import pytest

from copydesk.normalize.metadata.source import holder_of

from .made import HEADLINE, made, source

LD = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({"head": LD % '"articleSection": ["Harbour", "News"]'}, "json-ld"),
        ({"head": LD % '"articleSection": "Featured, Harbour"'}, "json-ld"),
        ({"head": '<meta property="article:section" content="Harbour">'}, "opengraph"),
        ({"head": '<meta name="parsely-section" content="Harbour">'}, "meta"),
        (
            {
                "head": '<script type="application/ld+json">{"@type": "BreadcrumbList",'
                '"itemListElement": [{"name": "Home"}, {"name": "Harbour"},'
                f'{{"name": "{HEADLINE}"}}]}}</script>'
            },
            "json-ld",
        ),
        (
            {
                "above": '<div class="breadcrumb"><a href="/">Home</a> › '
                '<a href="/h">Harbour</a></div>'
            },
            "page text",
        ),
        ({"above": '<a rel="category tag" href="/h">Harbour</a>'}, "page text"),
    ],
    ids=["list", "joined", "article:section", "parsely", "breadcrumb-list", "crumbs", "category"],
)
def test_the_section_is_found(given: dict[str, str], origin: str) -> None:
    found = made(**given)
    assert (found.section, source(found, "section")) == ("Harbour", origin)


def test_the_headline_and_the_site_are_no_section() -> None:
    crumbs = (
        f'<div class="breadcrumb"><a href="/x">The Ferry Post</a><a href="/y">{HEADLINE}</a></div>'
    )
    assert made(above=crumbs).section is None


def test_the_publisher_states_its_country_and_languages() -> None:
    stated = (
        '"publisher": {"name": "Post Media", "address": {"addressCountry": "ke"},'
        '"knowsLanguage": ["en", "sw"]}'
    )
    publisher = made(LD % stated).publisher
    assert publisher is not None
    assert (publisher.name, publisher.country, publisher.languages) == (
        "Post Media",
        "KE",
        ("en", "sw"),
    )


def test_rights_are_stated_before_they_are_printed() -> None:
    stated = (
        '"copyrightHolder": {"name": "Post Media"}, "copyrightNotice": "(c) Post Media",'
        '"license": "https://creativecommons.org/licenses/by/4.0/"'
    )
    found = made(LD % stated, footer="<p>© 2026 The Ferry Post</p>")
    assert found.rights is not None
    assert (found.rights.holder, found.rights.notice) == ("Post Media", "(c) Post Media")
    assert found.rights.licence_uri == "https://creativecommons.org/licenses/by/4.0/"
    assert source(found, "rights") == "json-ld"


def test_the_notice_under_the_text_wins_over_the_footer() -> None:
    found = made(
        after="<p>Copyright 2026 The Agency. All rights reserved.</p>",
        footer="<p>© 2026 The Ferry Post</p>",
    )
    assert found.rights is not None
    assert found.rights.holder == "The Agency"
    assert source(found, "rights") == "page text"


@pytest.mark.parametrize(
    ("notice", "holder"),
    [
        ("© 2026 Harbor Ledger Co. All rights reserved.", "Harbor Ledger Co."),
        ("Copyright © 2009-2026 Karadeniz Haberci. Tüm hakları saklıdır.", "Karadeniz Haberci"),
        ("© Northern Post News Ltd or its affiliated companies.", "Northern Post News Ltd"),
        ("تمامی حقوق این سایت برای شفق آنلاین محفوظ است.", "شفق آنلاین"),
        ("© ٢٠٢٦ صوت بيروت. جميع الحقوق محفوظة", "صوت بيروت"),
        ("All rights reserved.", None),
    ],
)
def test_a_notice_names_its_holder(notice: str, holder: str | None) -> None:
    assert holder_of(notice) == holder


def test_ids_that_machines_state_are_other_ids() -> None:
    found = made(LD % '"identifier": {"@type": "PropertyValue", "value": "FP-77"}')
    assert [(one.role, one.value) for one in found.alt_ids] == [("identifier", "FP-77")]


def test_keywords_that_the_page_states() -> None:
    assert made(LD % '"keywords": ["ferries", "storms"]').keywords == ("ferries", "storms")
    assert made('<meta name="news_keywords" content="ferries, storms">').keywords == (
        "ferries",
        "storms",
    )


@pytest.mark.parametrize(
    "title",
    [f"{HEADLINE} | The Ferry Post", f"The Ferry Post - {HEADLINE} - The Ferry Post"],
    ids=["one-side", "both-sides"],
)
def test_a_social_headline_is_without_the_site_and_only_if_it_differs(title: str) -> None:
    roles = {one.role for one in made(f'<meta property="og:title" content="{title}">').headlines}
    assert roles == {"main"}
    other = made(
        '<meta property="og:title" content="You won\'t believe this ferry | The Ferry Post">'
    )
    assert [one.value for one in other.headlines if one.role == "social"] == [
        "You won't believe this ferry"
    ]
