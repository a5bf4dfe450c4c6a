"""The files with the latest articles, as articles change, go and come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import orjson

from copydesk.deliver.feeds import Feeds
from copydesk.events import Article, Removed
from copydesk.headers import Order
from copydesk.publish.versions import decide
from tests.samples import NOON, enriched


def versions() -> list[Article]:
    """Return an article, and one that is published, withdrawn and there again."""
    gone = Removed(at=NOON, status=404, final_url="https://harbour.example/1", note="404 Not Found")
    # Seen earlier, so that it is the second one.
    earlier = NOON - timedelta(hours=1)
    state = None
    made = [decide(None, enriched(2), Order(1, 0, 0)).article]
    for time, removed in enumerate((None, gone, None), start=1):
        reading = enriched(1, first_seen=earlier, removed=removed)
        article, state = decide(state, reading, Order(time, 0, 0))
        made.append(article)
    assert [one and one.status for one in made[1:]] == ["usable", "canceled", "usable"]
    return [one for one in made if one is not None]


def test_a_withdrawn_article_leaves_the_feeds_until_it_is_back(tmp_path: Path) -> None:
    json_path, rss_path = tmp_path / "feed.json", tmp_path / "feed.xml"
    feeds = Feeds(json_path, rss_path, "Desk", "https://desk.example/", 10, timedelta(days=1))

    def shown(*articles: Article) -> list[str]:
        for article in articles:
            feeds.take(article)
        feeds.write()
        items = orjson.loads(json_path.read_bytes())["items"]
        rss = rss_path.read_text("utf-8")
        assert rss.count("<item>") == len(items)
        return [item["id"][-1] for item in items]

    other, first, withdrawn, back = versions()
    assert shown(other, first) == ["2", "1"]
    assert shown(withdrawn) == ["2"]
    # A repeat of the older version, after a kill.
    assert shown(first) == ["2"]
    assert shown(back) == ["2", "1"]
