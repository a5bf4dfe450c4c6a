"""Keep the headlines that speak of a harbour; the newest version of each article counts."""

from __future__ import annotations

import copydesk

WORDS = ("harbour", "ferry", "pelabuhan", "perahu", "причал*", "паром*", "الميناء", "渡船")


class HarbourWatch:
    """What is known so far, by article."""

    def __init__(self) -> None:
        self.headlines: dict[str, str] = {}
        self._versions: dict[str, int] = {}

    def take(self, article: copydesk.Article) -> None:
        """Take an article; one that came before changes nothing."""
        if article.version > self._versions.get(article.article_id, 0):
            self._versions[article.article_id] = article.version
            self.headlines[article.article_id] = article.headline or article.url


def main() -> None:
    """Watch until Ctrl-C."""
    watch = HarbourWatch()
    for message in copydesk.subscribe(group="harbour-watch", words=WORDS):
        watch.take(message.value)
        print(message.value.headline)


if __name__ == "__main__":
    main()
