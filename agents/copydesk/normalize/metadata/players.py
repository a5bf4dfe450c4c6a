"""Videos and sounds that a page plays at its article."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.events import Medium

from .addresses import absolute
from .captions import caption_of
from .zones import Zones, is_elsewhere


def players(zones: Zones, url: str) -> Iterator[Medium]:
    """Yield the videos and sounds that are played at the article, the first file of each."""
    for player in (*zones.head, *zones.copy):
        if player.tag not in ("video", "audio") or is_elsewhere(player, zones.container):
            continue
        for file in (player, *player.iter("source")):
            if href := absolute(file.get("src") or file.get("data-src"), url):
                caption, credit = caption_of(player)
                kind = file.get("type") or f"{player.tag}/*"
                yield Medium(href=href, type=kind, caption=caption, credit=credit)
                break
