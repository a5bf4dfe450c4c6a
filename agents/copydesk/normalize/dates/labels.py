"""Words and names of classes that tell the publication from an update."""

from __future__ import annotations

import re

from copydesk.dates.clock import clock_in

from .stated import Role

_MODIFIED = re.compile(
    r"updat|modif|amended|revised|edited\son|last\schange|stand:|stand\b|aktualis|aktualiz|geändert"
    r"|bijgewerkt|gewijzigd|mis(?:e)?\s(?:à|a)\sjour|actuali[sz]a|actualitz|atualiza|aggiorn"
    r"|обновл|оновл|измен[её]н|обновен|актуализ|абноўл|ажурир|ažurir|zaktual|izmen|posodob"
    r"|güncel|yenilən|diperbarui|diperbaharui|diubah|dikemas|kemas\s?kini|päivitet|uppdater|opdater"
    r"|oppdater|redigera|frissít|módosít|ενημέρ|τροποπ|עודכן|עדכון|تحديث|عُدّل|تعديل|بهروز|بروزرسانی"
    r"|به\sروز|更新|修正|修订|수정|업데이트|cập\snhật|อัปเดต|อัพเดท|แก้ไข|अपडेट|अद्यतन|अद्यावधिक|হালনাগাদ|আপডেট"
    r"|புதுப்பி|అప్డేట్|ಅಪ್ಡೇಟ್|പുതുക്കി|اپ\s?ڈیٹ|নবায়ন|განახლ|թարմաց|yangilan|жаңарт|жаңыл|atjaunin"
    r"|atnaujin|uuend|muudet|eguneratu|imesasishwa|ធ្វើបច្ចុប្បន្នភាព",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi[sckq]|pubbl|posted|first\s|created|erstellt|veröff|gepubliceerd|geplaatst|mis(?:e)?\sen"
    r"\sligne|creado|inserito|опублик|опублік|публик|создан|opublik|dodano|objav|zveřej|vydán|uverej"
    r"|yayın|giriş|tayang|terbit|diposting|julkaistu|publicerad|publicerat|udgivet|megjelen|közzét"
    r"|δημοσ|פורסם|نشر|انتشار|发布|發佈|發布|发表|發表|公開|掲載|配信|입력|등록|승인|đăng|xuất\sbản|เผยแพร่|เขียน|"
    r"प्रकाशित|प्रकाशन|প্রকাশ|பதிவு|شائع|اشاعت|გამოქვეყნ|հրապարակ|жариялан|жарыялан|e’lon|chop",
    re.IGNORECASE,
)
_PUBLISHED_CLASS = re.compile(r"publi|entry-date|posted|created|issued", re.IGNORECASE)
_MODIFIED_CLASS = re.compile(r"updat|modif|upd\b|lastmod|edited", re.IGNORECASE)


def in_words(text: str) -> Role | None:
    """Return what a text beside a date calls it: its last label counts.

    Args:
        text: as `copydesk.dates.plain.plain` returns it.
    """
    changed = max((m.start() for m in _MODIFIED.finditer(text)), default=-1)
    made = max((m.start() for m in _PUBLISHED.finditer(text)), default=-1)
    if changed == made:
        return None
    return "modified" if changed > made else "published"


def update_clock(text: str) -> tuple[int, int] | None:
    """Return the time behind the label of an update that has no date: `Last update 18:42`."""
    found = list(_MODIFIED.finditer(text))
    return clock_in(text[found[-1].end() :][:30]) if found else None


def in_names(names: str) -> Role | None:
    """Return what an element's classes call a date; WordPress has `entry-date updated` for both."""
    if _PUBLISHED_CLASS.search(names):
        return "published"
    return "modified" if _MODIFIED_CLASS.search(names) else None
