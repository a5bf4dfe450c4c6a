"""Pages: an article in its site's dress, and the site's front page."""

import json
from html import escape

from . import archive, dress
from .articles import Article, Version
from .dates import day_of, moment, printed
from .sites import Site
from .wire import Link, listing, template, wire_story_page

RELATED = 5

ADVERTS = {
    "kabar": ("Tikar pandan dari perajin", "Kopi bukit, giling segar", "Sewa perahu harian"),
    "harbour": ("Oilskins that last", "Piano lessons, first hour free", "Fresh rolls from six"),
    "mina": ("تمور الموسم بأسعار الجملة", "دروس سباحة للصغار", "مصابيح يدوية من السوق القديم"),
    "vestnik": ("Валенки на заказ", "Мёд с лугов, доставка", "Ремонт лодочных моторов"),
    "chengbao": ("老街茶馆新茶上市", "周末骑行装备出租", "手工油纸伞体验课"),
    "bandar": ("زعفران تازهٔ امسال", "کلاس عکاسی برای نوجوانان", "فرش دست‌باف با اقساط"),
}


def article_page(article: Article, version: Version, *, port: int, start: int, t: float) -> str:
    """Return an article's page as it is served at `t`, as text.

    Args:
        port: of the newsroom, for absolute addresses.
        start: when the demo clock was 0, in seconds since 1970.
    """
    site, story = article.site, article.story
    others = _related(article, t)
    advert = ADVERTS[site.name][version.advert % len(ADVERTS[site.name])]
    published = moment(start, article.published, site.zone)
    date = printed(published, site.language)
    if site.name == "kabar":
        lead, *paragraphs = version.paragraphs
        return wire_story_page(
            kicker=story.kicker,
            headline=version.headline,
            local_date=date,
            source=story.dateline.source if story.dateline else "",
            lead=lead,
            standfirst=version.standfirst,
            paragraphs=paragraphs,
            sign_off=story.sign_off,
            story_code=str(story.code),
            site_title=site.title,
            see_also=others[0] if others and story.see_also else None,
            related=others,
            advert=advert,
        )
    worn = dress.DRESSES[site.name]
    inside = dress.paragraphs(
        worn, story, list(version.paragraphs), day_of(published, site.language)
    )
    texts = [_paragraph(site, text) for text in inside]
    return template(site.name).substitute(
        kicker=dress.kicker(worn, story),
        headline=escape(version.headline),
        standfirst=escape(version.standfirst),
        byline=escape(story.byline or site.title),
        section=escape(story.section),
        site_title=escape(site.title),
        tagline=escape(site.tagline),
        url=escape(site.url(port, article.path)),
        published=published.isoformat(),
        modified=moment(start, article.modified(t), site.zone).isoformat(),
        date=escape(date),
        figure=_figure(article),
        opening="\n".join(texts[:2]),
        rest="\n".join([*texts[2:], dress.below(worn, story)]).strip(),
        sign_off=dress.after(worn, story),
        see_also=others[0].html() if others else "",
        related=listing(others),
        advert=escape(advert, quote=False),
        json_ld=_json_ld(article, version, port=port, start=start),
    )


def front_page(site: Site, *, t: float) -> str:
    """Return a site's front page: its newest articles."""
    links = [
        Link(one.path, version.headline)
        for one in archive.feed_entries(site, t)
        if (version := one.version(t))
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{site.language}"><head><meta charset="{site.encoding}">'
        f"<title>{escape(site.title)}</title>"
        f'<link rel="alternate" type="application/{site.feed_format}+xml"'
        f' href="{site.feed_path}"></head><body><h1>{escape(site.title)}</h1>'
        f"<p>{escape(site.tagline)}</p><ul>{listing(links)}</ul></body></html>\n"
    )


def _related(article: Article, t: float) -> list[Link]:
    others = archive.articles(article.site, t, limit=RELATED + 1)
    return [
        Link(one.path, version.headline)
        for one in others
        if one.story.code != article.story.code and (version := one.version(t))
    ][:RELATED]


def _paragraph(site: Site, inside: str) -> str:
    # Chinese pages indent by two ideographic spaces in the text itself.
    indent = "\u3000\u3000" if site.language == "zh" else ""
    return f"<p>{indent}{inside}</p>"


def _figure(article: Article) -> str:
    caption = article.story.caption
    if not caption:
        return ""
    return (
        f'<figure><img src="/img/{article.story.code}.svg" alt="{escape(caption)}" width="640"'
        f' height="360"><figcaption>{escape(caption, quote=False)}</figcaption></figure>'
    )


def _json_ld(article: Article, version: Version, *, port: int, start: int) -> str:
    site, story = article.site, article.story
    url = site.url(port, article.path)
    document = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.headline,
        "description": version.standfirst,
        "datePublished": moment(start, article.published, site.zone).isoformat(),
        "dateModified": moment(start, article.modified(version.at), site.zone).isoformat(),
        "inLanguage": site.language,
        "articleSection": story.section,
        "author": [{"@type": "Organization", "name": story.byline or site.title}],
        "publisher": {"@type": "Organization", "name": site.title},
        "mainEntityOfPage": url,
        "url": url,
    }
    # "</script>" in a text would end the element that holds it.
    return json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c")
