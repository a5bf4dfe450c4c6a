"""The RSS channel: feedgenerator's, with the modules that news needs.

Import it only where the extra `deliver` is known to be there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from feedgenerator import Rss201rev2Feed


class Channel(Rss201rev2Feed):
    """RSS 2.0 with `content:encoded`, `dc:creator`, `dc:language`, `media:content`, `source`.

    Args:
        updated: what `lastBuildDate` says; feedgenerator would take the machine's clock.
        feed: what feedgenerator takes.
    """

    def __init__(self, *, updated: datetime, **feed: Any) -> None:
        super().__init__(**feed)
        self._updated = updated

    def latest_post_date(self) -> datetime:
        return self._updated

    def rss_attributes(self) -> dict[str, str]:
        attributes: dict[str, str] = super().rss_attributes()
        return {
            **attributes,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"])
        if item["encoded"]:
            handler.addQuickElement("content:encoded", item["encoded"])
        for attributes in item["media"]:
            handler.addQuickElement("media:content", None, attributes)
        if item["source"]:
            address, name = item["source"]
            handler.addQuickElement("source", name, {"url": address})
