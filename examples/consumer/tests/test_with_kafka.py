"""The same on real Kafka."""

from harbour_watch import WORDS, HarbourWatch


def test_a_subscriber_gets_what_was_recorded(kafka, replay):
    sent = replay("newsroom", onto=kafka)
    watch = HarbourWatch()
    subscription = kafka.subscribe(group="harbour-watch")
    for count, message in enumerate(subscription, 1):
        watch.take(message.value)
        if count == len(sent):
            subscription.stop()
    assert len(watch.headlines) == len({message.key for message in sent})


def test_each_group_has_its_own_place(kafka, replay):
    sent = replay("duplicates", onto=kafka)
    for group in ("one", "two"):
        batches = kafka.subscribe(group=group, words=WORDS).batches(size=len(sent), within=5)
        first = next(iter(batches))
        assert first


def test_the_stages_publish_recorded_pages(kafka, desk, replay):
    expected = {message.id for message in replay("newsroom")}
    replay("pages", onto=kafka)
    desk.start("normalize", "enrich", "publish")
    desk.wait_until(lambda: {message.id for message in kafka.read()} >= expected)
