"""The demo newsroom: real HTTP on loopback, articles that appear, change and vanish."""

from .archive import Expected
from .newsroom import Newsroom
from .sites import Site
from .wire import Link, wire_story_feed, wire_story_page

__all__ = ["Expected", "Link", "Newsroom", "Site", "wire_story_feed", "wire_story_page"]
