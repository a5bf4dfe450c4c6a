"""Lists of feeds as OPML 2.0 (opml.org/spec2.opml), which every reader imports and exports."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

import listparser

from .errors import ConfigError
from .events import Feed


def read_opml(data: bytes, name: str) -> dict[str, Feed]:
    """Return the feeds of a list by address; the folders and categories of each are its tags.

    Args:
        data: the file.
        name: what it is called, for errors.

    Raises:
        ConfigError: it lists no feeds.
    """
    found = listparser.parse(data)
    if not found.feeds:
        reason = f": {found.bozo_exception}" if found.bozo else ""
        raise ConfigError(f"{name} lists no feeds{reason}; it must be an OPML file")
    feeds: dict[str, Feed] = {}
    for one in found.feeds:
        # A folder in a folder is a path; each name on it is a tag.
        tags = [part.strip() for path in one.categories for part in path]
        known = feeds.get(one.url)
        tags = [*(known.tags if known else ()), *filter(None, tags)]
        feeds[one.url] = Feed(url=one.url, title=one.title or None, tags=tuple(dict.fromkeys(tags)))
    return feeds


def write_opml(feeds: Mapping[str, Feed]) -> bytes:
    """Return a list of feeds; the first tag of each is its folder, all of them its categories."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = "Copydesk"
    body = ElementTree.SubElement(root, "body")
    folders: dict[str, ElementTree.Element] = {}
    for url, feed in sorted(feeds.items()):
        parent = body
        if feed.tags:
            folder = feed.tags[0]
            if folder not in folders:
                folders[folder] = ElementTree.SubElement(body, "outline", text=folder)
            parent = folders[folder]
        title = feed.title or url
        outline = {"type": "rss", "text": title, "title": title, "xmlUrl": url}
        if len(feed.tags) > 1:
            outline["category"] = ",".join(feed.tags)
        ElementTree.SubElement(parent, "outline", outline)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
