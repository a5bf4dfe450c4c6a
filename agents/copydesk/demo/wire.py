"""The page and the feed of a wire story: a layout that many Indonesian-language agencies share.

Kicker with a colon above the headline, a local date without a zone, the agency's name glued to
the lead as a dateline, the standfirst after the lead, a sign-off in brackets glued to the last
word, a story code. Pure functions, so that a test can build other stories' pages with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from . import feeds


@dataclass(frozen=True)
class Link:
    """A link of the furniture; `href` is printed as it is, escaped."""

    href: str
    text: str

    def html(self) -> str:
        """Return the anchor."""
        return f'<a href="{escape(self.href)}">{escape(self.text)}</a>'


@cache
def template(name: str) -> Template:
    """Return a site's page template; its values are HTML, escaped already."""
    return Template((files(__package__) / "templates" / f"{name}.html").read_text("utf-8"))


def listing(links: Sequence[Link]) -> str:
    """Return links as list items."""
    return "".join(f"<li>{link.html()}</li>" for link in links)


def wire_story_page(
    *,
    kicker: str,
    headline: str,
    local_date: str,
    source: str,
    lead: str,
    standfirst: str,
    paragraphs: Sequence[str],
    sign_off: str,
    story_code: str,
    site_title: str = "Kabar Nusa",
    see_also: Link | None = None,
    related: Sequence[Link] = (),
    advert: str = "",
) -> str:
    """Return the page of a wire story. All arguments are plain text; it escapes them.

    Args:
        kicker: without the colon that the page prints after it.
        local_date: as printed, e.g. "14 Nov 2022 04:42".
        source: of the dateline, without the dash: "Kabar Nusa".
        lead: the first paragraph, without the dateline.
        paragraphs: after the standfirst; the last one without the sign-off.
        sign_off: as printed, with its brackets; goes after the last word without a space.
        see_also: an insert ('Baca juga') in the middle of the text.
    """
    texts = [f"<p>{escape(text, quote=False)}</p>" for text in paragraphs]
    if texts:
        texts[-1] = texts[-1].removesuffix("</p>") + f"{escape(sign_off, quote=False)}</p>"
    middle = len(texts) // 2
    return template("kabar").substitute(
        headline=escape(headline),
        kicker=escape(kicker),
        date=escape(local_date),
        source=escape(source, quote=False),
        lead=escape(lead, quote=False),
        standfirst=escape(standfirst, quote=False),
        opening="\n".join(texts[:middle]),
        rest="\n".join(texts[middle:]),
        see_also=f'<div class="baca-juga">Baca juga: {see_also.html()}</div>' if see_also else "",
        code=escape(story_code),
        site_title=escape(site_title),
        advert=escape(advert, quote=False),
        related=listing(related),
    )


def wire_story_feed(
    *,
    headline: str,
    link: str,
    entry_id: str,
    published: datetime,
    summary: str,
    feed_url: str,
    site_title: str = "Kabar Nusa",
    language: str = "id",
) -> str:
    """Return an RSS 2.0 feed, in UTF-8, with one wire story in it.

    Args:
        published: aware; its offset is printed in `pubDate`, and stands nowhere on the page.
    """
    return feeds.rss(
        feeds.Channel(
            title=site_title,
            description=site_title,
            link=feed_url,
            feed_url=feed_url,
            language=language,
            updated=published,
        ),
        [
            feeds.Entry(
                title=headline,
                link=link,
                entry_id=entry_id,
                published=published,
                updated=published,
                summary=summary,
            )
        ],
    )
