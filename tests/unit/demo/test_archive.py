"""The newsroom's content as a function of time."""

import itertools

import pytest

from copydesk.demo import archive, bulletins
from copydesk.demo.articles import written
from copydesk.demo.sites import SITES, FeedFormat, Site

PORT = 20001
TEN_MINUTES = 600.0


def test_has_the_sites_languages_and_formats_that_were_asked_for() -> None:
    assert len(SITES) >= 6
    assert {site.language for site in SITES} >= {"id", "en", "ar", "fa", "ru", "zh"}
    assert {site.feed_format for site in SITES} == set(FeedFormat)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_each_site_has_six_written_stories_of_four_to_eight_paragraphs(site: Site) -> None:
    articles = [one for one in written(site) if one.allowed]
    assert len(articles) >= 6
    for article in articles:
        for version in article.versions:
            assert 4 <= len(version.paragraphs) <= 8
        assert article.story.section


def test_articles_are_there_from_the_first_moment() -> None:
    assert 12 <= len(archive.expected(PORT, 0)) <= 15


def test_something_new_comes_at_least_every_fifteen_seconds() -> None:
    moments = {
        version.at for site in SITES for article in written(site) for version in article.versions
    }
    moments |= {bulletins.published_at(number) for number in range(1, 100)}
    gaps = [later - earlier for earlier, later in itertools.pairwise(sorted(moments))]
    assert max(gaps) <= 15


def test_what_is_expected_only_grows() -> None:
    before: dict[str, int] = {}
    for t in range(0, 1500, 10):
        now = dict(archive.expected(PORT, t))
        assert before.keys() <= now.keys()
        assert all(now[url] >= versions for url, versions in before.items())
        before = now
    assert sum(before.values()) > len(before)


def test_revisions_change_the_text_and_adverts_do_not_count() -> None:
    articles = [article for site in SITES for article in written(site)]
    for article in articles:
        for earlier, later in itertools.pairwise(article.versions):
            said = [(one.headline, one.standfirst, one.paragraphs) for one in (earlier, later)]
            assert (said[0] != said[1]) == (later.number == earlier.number + 1)
            assert later.at >= earlier.at + 60, "a poll must be able to see each version"
    assert max(version.number for one in articles for version in one.versions) >= 3
    assert any(version.advert for one in articles for version in one.versions)


def test_each_bulletin_is_an_article_of_its_own() -> None:
    articles = [bulletins.bulletin(number) for number in range(1, 1201)]
    assert len({(one.site.host, one.path) for one in articles}) == 1200
    assert len({one.versions[0].headline for one in articles}) == 1200
    assert len({one.versions[0].paragraphs for one in articles}) == 1200
    assert not any("$" in text for one in articles for text in one.versions[0].paragraphs)


@pytest.mark.parametrize("t", [0, 24.9, 25, 575, 587.9, 588, 600, 5000])
def test_the_latest_bulletin_is_the_last_one_published(t: float) -> None:
    number = bulletins.latest(t)
    assert number == 0 or bulletins.published_at(number) <= t
    assert bulletins.published_at(number + 1) > t


def test_no_two_articles_share_an_address_or_a_code() -> None:
    articles = [one for site in SITES for one in archive.articles(site, 2000)]
    assert len({(one.site.name, one.path) for one in articles}) == len(articles)
    assert len({one.story.code for one in articles}) == len(articles)


def test_an_article_is_found_at_its_path_once_it_is_out() -> None:
    for site in SITES:
        for article in archive.articles(site, 2000):
            assert archive.find(site, article.path, 2000) == article
            if article.story.at > 0:
                assert archive.find(site, article.path, article.story.at - 1) is None
    assert archive.find(SITES[0], "/id/news/7000002/x", 2000) is None
    assert archive.find(SITES[0], "/nothing", 2000) is None


def test_a_feed_lists_the_newest_first_and_no_more_than_it_holds() -> None:
    for site in SITES:
        entries = archive.feed_entries(site, 20_000)
        assert len(entries) == archive.FEED_ENTRIES
        assert [one.published for one in entries] == sorted(
            (one.published for one in entries), reverse=True
        )


def test_vanished_articles_leave_the_feed_unless_they_are_to_be_seen_there() -> None:
    gone = [
        article
        for site in SITES
        for article in written(site)
        if article.story.gone is not None and article.gone(TEN_MINUTES)
    ]
    assert {one.story.gone_status for one in gone} == {404, 410}
    for article in gone:
        listed = article in archive.feed_entries(article.site, TEN_MINUTES)
        assert listed == article.story.gone_in_feed
        assert article.modified(TEN_MINUTES) == article.story.gone
