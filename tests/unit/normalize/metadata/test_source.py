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
        (
            {"above": '<p class="x"><a href="/">Home</a> &raquo; <a href="/h">Harbour</a></p>'},
            "page text",
        ),
        (
            {
                "head": "<div><a href='/c/1'>Town</a> | <a href='/c/2'>Harbour</a></div>",
                "above": '<a href="/c/2"><span class="badge">Harbour</span></a>',
            },
            "page text",
        ),
        (
            {
                "head": "<ul><li><a href='/c/2'>Harbour</a></li></ul>",
                "above": '<div class="card-header">Harbour</div>',
            },
            "page text",
        ),
        ({"above": '<span id="ctl00_lblSeccion">Harbour</span>'}, "page text"),
    ],
    ids=[
        *("list", "joined", "article:section", "parsely", "breadcrumb-list", "crumbs", "category"),
        *("path-by-its-form", "link-of-the-menu", "label-of-the-menu", "id-of-a-label"),
    ],
)
def test_the_section_is_found(given: dict[str, str], origin: str) -> None:
    found = made(**given)
    assert (found.section, source(found, "section")) == ("Harbour", origin)


@pytest.mark.parametrize(
    "above",
    [
        '<p><a href="/a">Pier</a> <a href="/b">Bay</a> <a href="/c">Sea</a> <a href="/">T</a></p>',
        "<p>A short line of text</p>",
        '<a href="/2026/11/choir.html">The choir sings</a>',
    ],
    ids=["menu", "line", "teaser"],
)
def test_what_stands_above_the_headline_and_names_nothing_is_no_section(above: str) -> None:
    assert made(above=above).section is None


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


def test_a_country_is_a_code_whatever_holds_it() -> None:
    for country, code in (('{"@type": "Country", "name": "KE"}', "KE"), ('"Kenya"', None)):
        stated = f'"publisher": {{"name": "P", "address": {{"addressCountry": {country}}}}}'
        publisher = made(LD % stated).publisher
        assert publisher is not None
        assert publisher.country == code


def test_the_site_is_the_id_whatever_the_host_and_its_suffix() -> None:
    for url, site in (
        ("https://edition.ferrypost.co.uk/a/ferry", "ferrypost.co.uk"),
        ("http://192.0.2.7:8080/a/ferry", "192.0.2.7:8080"),
    ):
        publisher = made(url=url).publisher
        assert publisher is not None
        assert (publisher.id, publisher.domain) == (site, site)


@pytest.mark.parametrize(
    ("head", "after", "holder", "terms", "licence"),
    [
        ('<meta name="copyright" content="Post Media">', "", "Post Media", None, None),
        ('<meta name="dcterms.rights" content="CC BY 4.0">', "", None, "CC BY 4.0", None),
        (LD % '"usageInfo": "https://a.example/terms"', "", None, "https://a.example/terms", None),
        (
            "",
            '<p>This text is under a <a href="https://creativecommons.org/licenses/by-nd/4.0/">'
            "Creative Commons licence</a></p>",
            None,
            None,
            "https://creativecommons.org/licenses/by-nd/4.0/",
        ),
        (
            "",
            '<figure><img src="/a.jpg"><figcaption>The pier. <a href="https://creativecommons.org/'
            'licenses/by/4.0/">CC BY</a></figcaption></figure>',
            None,
            None,
            None,
        ),
    ],
    ids=["bare-holder", "words-of-rights", "usage-info", "unmarked-link", "a-pictures-licence"],
)
def test_rights_have_their_parts(
    head: str, after: str, holder: str | None, terms: str | None, licence: str | None
) -> None:
    found = made(head, after=after).rights
    told = (found.holder, found.usage_terms, found.licence_uri) if found else (None, None, None)
    assert told == (holder, terms, licence)


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
    ("stated", "keywords"),
    [
        ('["Ferries", "ferries", "#storms"]', ("Ferries", "storms")),
        ('"ferries; storms"', ("ferries", "storms")),
        ('"الميناء، العاصفة"', ("الميناء", "العاصفة")),
        ('"码头、风暴"', ("码头", "风暴")),
        ('[{"@type": "DefinedTerm", "name": "Ferries"}]', ("Ferries",)),
    ],
    ids=["spelled-twice", "semicolons", "arabic", "han", "terms"],
)
def test_keywords_are_each_once_without_their_marks(stated: str, keywords: tuple[str, ...]) -> None:
    assert made(LD % f'"keywords": {stated}').keywords == keywords


@pytest.mark.parametrize("name", ["www.ferrypost.example", "Articles", "ferrypost.example"])
def test_a_host_and_a_word_for_everything_are_no_section(name: str) -> None:
    assert made(LD % f'"articleSection": "{name}"').section is None


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


def _headline_as(role: str, head: str = "", **feed: str) -> list[str]:
    return [one.value for one in made(head, **feed).headlines if one.role == role]


def test_a_headline_that_was_escaped_twice_is_read_as_its_letters() -> None:
    title = "The ferry&amp;#8217;s back &amp;amp; you won&amp;#039;t believe it"
    printed = "The ferry’s back & you won't believe it"
    assert _headline_as("social", f'<meta property="og:title" content="{title}">') == [printed]
    served = title.replace("&amp;", "&")
    assert _headline_as("feed", title=served) == [printed]


def test_of_two_social_titles_the_one_that_is_not_the_headline_counts() -> None:
    head = (
        f'<meta property="og:title" content="{HEADLINE}">'
        '<meta name="twitter:title" content="Night boat, again">'
    )
    assert _headline_as("social", head) == ["Night boat, again"]


def test_a_feeds_headline_that_is_the_printed_one_is_not_repeated() -> None:
    assert _headline_as("feed", title=f" {HEADLINE} ") == []
