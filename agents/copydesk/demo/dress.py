"""How each site prints what stands around a story's text: kicker, dateline, sign-off.

No two do it alike, as no two papers do. A story without one of them has no mark-up for it.
"""

from dataclasses import dataclass
from html import escape

from .articles import Story


@dataclass(frozen=True)
class Dress:
    """Mark-up of a site; `{}` stands for what it prints.

    Attributes:
        kicker: of the line above the headline.
        dateline: of what opens the first paragraph, in front of its text.
        glued: of a sign-off that closes the last paragraph, after its text.
        below: of a sign-off in a line of its own, as the last one of the text.
        after: of a sign-off outside the text.
    """

    kicker: str
    dateline: str
    glued: str = ""
    below: str = ""
    after: str = ""


DRESSES = {
    "harbour": Dress(
        kicker='<p class="eyebrow">{}</p>',
        dateline='<span class="dateline">{}</span> ',
        below='<p class="contributors"><em>{}</em></p>',
    ),
    "mina": Dress(
        kicker='<span class="pretitle">{}</span> ',
        dateline="<strong>{}</strong> ",
        glued=" {}",
    ),
    # A layout of tables, in which no class says what a line is.
    "vestnik": Dress(
        kicker="<div><b>{}</b></div>",
        dateline="{} ",
        below='<p align="right"><b>{}</b></p>',
    ),
    "chengbao": Dress(
        kicker='<div class="yinti">{}</div>',
        dateline="{}",
        after='<div class="editor">{}</div>',
    ),
    "bandar": Dress(
        kicker='<h4 class="rutitr">{}</h4>',
        dateline="{} ",
        below="<p>{}</p>",
    ),
}


def kicker(dress: Dress, story: Story) -> str:
    """Return the line above the headline, escaped, "" without one."""
    return _filled(dress.kicker, story.kicker)


def paragraphs(dress: Dress, story: Story, texts: list[str], day: str) -> list[str]:
    """Return the insides of a story's paragraphs, escaped: dateline first, glued sign-off last.

    Args:
        texts: the paragraphs, plain.
        day: of publication, as datelines of the site print it.
    """
    made = [escape(text, quote=False) for text in texts]
    if story.dateline is not None:
        made[0] = _filled(dress.dateline, story.dateline.printed(day)) + made[0]
    made[-1] += _filled(dress.glued, story.sign_off)
    return made


def below(dress: Dress, story: Story) -> str:
    """Return the sign-off in a line of its own, as the last one of the text, "" without one."""
    return _filled(dress.below, story.sign_off)


def after(dress: Dress, story: Story) -> str:
    """Return the sign-off outside the text, "" without one."""
    return _filled(dress.after, story.sign_off)


def _filled(markup: str, text: str) -> str:
    return markup.format(escape(text, quote=False)) if text else ""
