"""Whether a line has a field of its own wherever it stands."""

from __future__ import annotations

from .datelines import split_dateline
from .signatures import signature
from .signoffs import split_sign_off


def has_field(text: str) -> bool:
    """Return whether a line is nothing but a sign-off or a dateline.

    Those are told by their place at an end of the copy, which furniture around it may hide.
    """
    sign_off = split_sign_off(text, alone=True)
    if sign_off is not None and not sign_off.text:
        return True
    if signature(text, alone=True, emphasised=False, names=()) is not None:
        return True
    dateline, rest, _ = split_dateline(text, site_names=())
    return dateline is not None and not rest
