"""One ninjs document per version of an article."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import orjson

from copydesk.consumer import Message
from copydesk.events import Article
from copydesk.formats.ninjs import ninjs

from .atomic import replace


@dataclass(frozen=True)
class Documents:
    """A handler that writes `ARTICLE.VERSION.ninjs.json`; a repeat writes the same again."""

    folder: Path
    """Where; it must be there."""

    async def __call__(self, message: Message[Article]) -> None:
        """Write it.

        Raises:
            OSError: it cannot be written.
        """
        await asyncio.to_thread(self._write, message.value)

    def _write(self, article: Article) -> None:
        # The id's last part is letters and digits for our own; others may hold anything.
        name = quote(article.article_id.rpartition(":")[2], safe="")
        content = orjson.dumps(ninjs(article), option=orjson.OPT_INDENT_2)
        replace(self.folder / f"{name}.{article.version}.ninjs.json", content)
