"""What a text's script says of its language, beside what is declared."""

from __future__ import annotations

import pytest

from copydesk.normalize.scripts import language_by_script


@pytest.mark.parametrize(
    ("text", "declared", "tag"),
    [
        ("دخلت محطة لتحلية المياه في القرية", "en", "ar"),
        ("قایق‌ها پس از دو سال برگشتند", "en", "fa"),
        ("ਪਿੰਡ ਦੇ ਕਿਸਾਨਾਂ ਨੇ ਕਾਗਜ਼ ਬਣਾਇਆ", "en", "pa"),
        ("Գորիսում վերսկսվեց տոնը", None, "hy"),
        ("清晨六点半，江的雾还没散", None, "zh"),
        ("夜の図書館に明かりがともる。", None, "ja"),
        ("Паром вернулся после двух лет", None, "ru"),
        ("Пором повернувся після двох років, її чекали", None, "uk"),
        ("Коўш экскаватара бразнуў", "en", "be"),
        ("पुल फिर से खुला", "mr", "mr"),
        ("Паром дахь хүмүүс", "mn", "mn"),
        ("Το πλοίο της γραμμής γύρισε", "en-US", "el"),
        ("The ferry of Порт came back after two years", "en", "en"),
        ("Vapur iki yıl sonra geri döndü", "en", "en"),
        ("", "sw", "sw"),
        ("2026", None, None),
    ],
)
def test_a_script_that_the_declared_language_has_not_decides(
    text: str, declared: str | None, tag: str | None
) -> None:
    assert language_by_script(text, declared) == tag
