"""How long ago, "2 hours ago", and "today 14:30", counted from the fetch. Weak sources."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from copydesk.dates import Stamp
from copydesk.dates.clock import hour_and_minute, time_in
from copydesk.dates.plain import plain
from copydesk.dates.zones import minutes_at

_UNITS = (
    (
        1,
        r"min(?:ute|uto|uten|uut|ut)?s?\b|минут\w*|хвилин\w*|dakika|menit|phút|دقيقة|دقائق|دقیقه"
        r"|分钟|分鐘|分|분|นาที|मिनट|মিনিট|דק\w*|λεπτ\w*|perc",
    ),
    (
        60,
        r"hours?\b|hrs?\b|horas?\b|heures?\b|stunden?\b|std\b|or[ea]\b|uur\b|uren\b|timmar\b"
        r"|timer\b|час\w*|годин\w*|saat|jam|giờ|ساعة|ساعات|ساعت|گھنٹے|小时|小時|時間|시간|ชั่วโมง"
        r"|घंटे|ঘণ্টা|שעות|ώρες|óra",
    ),
    (
        1440,
        r"days?\b|d[ií]as?\b|jours?\b|tag(?:en)?\b|giorni\b|dag(?:en|ar|er)?\b|дн\w+|день|gün"
        r"|hari|ngày|أيام|يوم|روز|دن|天|日|일|วัน|दिन|দিন|ימים|ημέρες|napja",
    ),
)
AGO = re.compile(
    r"ago\b|\bhace\b|\bhá\b|il y a|\bvor\b|\bfa\b|geleden|sedan|siden|назад|тому|önce|lalu"
    r"|trước|منذ|قبل|پیش|پہلے|前|전|ที่แล้ว|ที่ผ่านมา|पहले|আগে|לפני|πριν|ezelőtt",
)
TODAY = re.compile(
    r"(?<![^\W\d_])(?:today|heute|hoy|hoje|oggi|aujourd['’]hui|vandaag|i\s?dag|tänään|сегодня"
    r"|сьогодні|днес|данас|danas|dnes|dziś|dzisiaj|bugün|bu gün|hari ini|hôm nay|اليوم|امروز|آج"
    r"|היום|σήμερα|आज|আজ)(?![^\W\d_])|今天|今日|오늘|วันนี้",
    re.IGNORECASE,
)
_COUNT = r"(\d{1,3})\s*(?:\+\s*)?"
_PATTERNS = tuple((minutes, re.compile(_COUNT + rf"(?:{words})")) for minutes, words in _UNITS)
_LONGEST_TODAY = 60
_DUALS = {"ساعتين": 120, "دقيقتين": 2, "يومين": 2880}


def read_ago(text: str, fetched_at: datetime) -> Stamp | None:
    """Return the instant, in UTC, that a text counts back to; only its day is sure.

    Args:
        text: a short line.
        fetched_at: when the page was read.
    """
    simple = plain(text)
    if not (ago := AGO.search(simple)):
        return None
    near = simple[max(0, ago.start() - 25) : ago.end() + 25]
    minutes = next((minutes for word, minutes in _DUALS.items() if word in near), None)
    for unit, pattern in _PATTERNS:
        if minutes is None and (found := pattern.search(near)):
            minutes = int(found[1]) * unit
    if minutes is None:
        return None
    when = fetched_at.replace(tzinfo=None) - timedelta(minutes=minutes)
    return Stamp(when, 0, "day")


def read_today(
    text: str, fetched_at: datetime, language: str | None, country: str | None
) -> Stamp | None:
    """Return the time that a line prints behind or before 'today'; None if it is more than that.

    Args:
        text: a short line.
        fetched_at: when the page was read: its day is today, as good as can be told.
        language: of the page (BCP 47).
        country: where it is written.
    """
    simple = plain(text)
    if len(simple) > _LONGEST_TODAY or not TODAY.search(simple):
        return None
    time, zone = time_in(simple, text, language, country)
    clock = hour_and_minute(time)
    if clock is None:
        return None
    hour, minute = clock
    local = fetched_at.replace(tzinfo=None, hour=hour, minute=minute, second=0, microsecond=0)
    minutes = minutes_at(zone, local, country, language) if zone else None
    return Stamp(local, minutes, "minute", named=minutes is not None)
