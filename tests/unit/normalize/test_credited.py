"""The byline, once sign-off and dateline are read."""

from __future__ import annotations

from copydesk.events import Author
from copydesk.normalize.credited import credited

ADA, TOM = Author(name="Ada Berg"), Author(name="Tom Rau", role="editor")
POST = Author(name="The Post Bureau")


def names(
    by: tuple[Author, ...], printed: tuple[Author, ...] = (), signed: tuple[Author, ...] = ()
) -> list[str]:
    return [one.name for one in credited(by, "meta", printed, signed, {"thepost"})[0]]


def test_who_signs_by_name_wrote_it_and_a_house_gives_way() -> None:
    assert names((POST,), signed=(ADA,)) == ["Ada Berg"]
    assert names((TOM,), signed=(ADA,)) == ["Tom Rau", "Ada Berg"]
    assert names((ADA,), signed=(ADA,)) == ["Ada Berg"]


def test_an_agencys_closing_line_names_nobody_beside_a_byline() -> None:
    assert names((POST,), printed=(ADA,)) == ["The Post Bureau"]
    assert names((), printed=(ADA,)) == ["Ada Berg"]


def test_a_name_has_its_printed_role() -> None:
    by, source = credited((Author(name="Tom Rau"),), "meta", (TOM,), (), ())
    assert (by[0].role, source) == ("editor", "meta")
