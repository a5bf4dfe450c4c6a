"""What stands around a story's text comes out of its page as the story's file has it."""

import pytest

from copydesk.demo import bulletins
from copydesk.demo.articles import Article, written
from copydesk.demo.dates import day_of, moment
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES, Site
from copydesk.events import Dateline, Normalized
from copydesk.normalize import extract

from .conftest import START

PORT = 20001
BULLETINS = [bulletins.bulletin(number) for number in range(1, 2 * len(SITES) + 1)]
"""One of each kind of each site."""
ARTICLES = [*(one for site in SITES for one in written(site) if one.allowed), *BULLETINS]


def read(article: Article, number: int = 0) -> Normalized:
    version, site = article.versions[number], article.site
    page = article_page(article, version, port=PORT, start=START, t=version.at)
    return extract(page.encode(site.encoding), site.url(PORT, article.path))


def printed_dateline(article: Article) -> Dateline | None:
    story, site = article.story, article.site
    if story.dateline is None:
        return None
    day = moment(START, article.published, site.zone)
    return Dateline(
        text=story.dateline.printed(day_of(day, site.language)),
        place=story.dateline.place or None,
        date=day.date().isoformat() if "{day}" in story.dateline.text else None,
        source=story.dateline.source or None,
    )


@pytest.mark.parametrize(
    "article", ARTICLES, ids=[f"{one.site.name}-{one.story.code}" for one in ARTICLES]
)
def test_kicker_dateline_and_sign_off_are_apart_from_the_text(article: Article) -> None:
    story = article.story
    for number, version in enumerate(article.versions):
        found = read(article, number)
        lines = [(one.role, one.value) for one in found.headlines]
        above = [("kicker", story.kicker)] if story.kicker else []
        assert lines == [*above, ("main", version.headline)]
        assert found.dateline == printed_dateline(article)
        assert found.sign_off == (story.sign_off or None)
        assert tuple(block.text for block in found.body.blocks) == version.paragraphs
        assert found.standfirst == version.standfirst


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_every_language_has_stories_and_bulletins_with_all_three(site: Site) -> None:
    for articles in (written(site), [one for one in BULLETINS if one.site == site]):
        stories = [article.story for article in articles]
        assert any(story.kicker and story.dateline and story.sign_off for story in stories)


@pytest.mark.parametrize(
    ("name", "code", "people"),
    [
        ("chengbao", "4101", {("沈江月", None), ("顾晓舟", "editor")}),
        # Copy that begins with what the reporter saw; a reporter and a correspondent in brackets.
        ("chengbao", "4103", {("沈江月", None), ("顾晓舟", "editor")}),
        ("chengbao", "4104", {("林禾", "editor"), ("周小满", None)}),
        # An agency's closing line names its own people: they stay in the sign-off.
        ("harbour", "101", {("the Harbour Post port desk", None)}),
        ("vestnik", "502", {("Отдел образования", None), ("Пётр Зареченский", None)}),
    ],
)
def test_who_is_named_at_the_article_or_signs_it_is_its_author(
    name: str, code: str, people: set[tuple[str, str | None]]
) -> None:
    [article] = [one for one in ARTICLES if (one.site.name, str(one.story.code)) == (name, code)]
    assert {(one.name, one.role) for one in read(article).by} == people
