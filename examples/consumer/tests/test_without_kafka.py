"""Recorded articles, in this process."""

from harbour_watch import WORDS, HarbourWatch

from copydesk.consumer import Filter


def test_a_first_test(replay):
    watch = HarbourWatch()
    for message in replay("newsroom"):
        watch.take(message.value)
    assert len(watch.headlines) > 20


def test_the_newest_version_counts(replay, golden):
    watch = HarbourWatch()
    for message in replay("revisions"):
        watch.take(message.value)
    golden("newest.txt", "\n".join(sorted(watch.headlines.values())) + "\n")


def test_what_comes_twice_changes_nothing(replay):
    watch, once = HarbourWatch(), HarbourWatch()
    messages = replay("duplicates")
    for message in messages:
        watch.take(message.value)
    for message in messages[: len(messages) // 2]:
        once.take(message.value)
    assert watch.headlines == once.headlines


def test_the_words_find_harbours_in_several_languages(replay, golden):
    wanted = Filter.of(words=WORDS)
    found = [message.value for message in replay("newsroom") if wanted.matches(message.value)]
    lines = sorted({f"{article.language.tag} {article.headline}" for article in found})
    golden("harbours.txt", "\n".join(lines) + "\n")


def test_pages_go_through_the_stages_of_this_version(replay):
    made = replay("newsroom", through="normalize,enrich,publish")
    recorded = replay("newsroom")
    assert sorted(one.id for one in made) == sorted(one.id for one in recorded)


def test_what_was_refused_says_why(replay):
    assert {message.value.stage for message in replay("dead-letters", topic="dead-letter")} == {
        "normalize"
    }
