"""Zones that pages name in words: `北京时间`, `по московскому времени`, `Eastern Time`."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "Asia/Shanghai": (
        "北京时间",
        "北京時間",
        "beijing time",
        "china standard time",
    ),
    "Asia/Hong_Kong": (
        "香港時間",
        "香港时间",
        "hong kong time",
    ),
    "Asia/Taipei": (
        "台北時間",
        "台北时间",
        "臺北時間",
    ),
    "Asia/Tokyo": (
        "日本時間",
        "japan standard time",
    ),
    "Asia/Seoul": (
        "한국시간",
        "한국시각",
        "한국 시간",
        "한국 시각",
        "korea standard time",
    ),
    "Asia/Singapore": (
        "新加坡时间",
        "新加坡時間",
        "singapore time",
    ),
    "+03:00": (
        "мск",
        "московское время",
        "по московскому времени",
        "по москве",
        "по минску",
        "moscow time",
        "توقيت مكة",
        "توقيت السعودية",
        "توقيت الرياض",
        "توقيت الدوحة",
        "توقيت بغداد",
        "türkiye saati",
        "tsi̇",
        "tsi",
        "saa za afrika mashariki",
        "east africa time",
    ),
    "Europe/Kyiv": (
        "по києву",
        "за києвом",
        "київ",
        "kyiv time",
    ),
    "+05:00": (
        "астана уақыты",
        "по астане",
        "по ташкенту",
        "پاکستانی وقت",
        "پاکستان کے وقت",
        "pakistan standard time",
    ),
    "+00:00": (
        "توقيت غرينتش",
        "توقيت جرينتش",
        "غرينتش",
        "جرينتش",
        "greenwich mean time",
    ),
    "Africa/Cairo": (
        "توقيت القاهرة",
        "توقيت مصر",
    ),
    "Asia/Beirut": (
        "توقيت بيروت",
        "توقيت لبنان",
    ),
    "Asia/Jerusalem": (
        "توقيت القدس",
        "שעון ישראל",
        "jerusalem time",
        "israel time",
    ),
    "+04:00": (
        "توقيت أبوظبي",
        "توقيت ابوظبي",
        "توقيت دبي",
        "توقيت الإمارات",
    ),
    "Asia/Damascus": ("توقيت دمشق",),
    "Asia/Amman": (
        "توقيت عمان",
        "توقيت عمّان",
    ),
    "Africa/Tunis": ("توقيت تونس",),
    "Africa/Algiers": ("توقيت الجزائر",),
    "Africa/Casablanca": (
        "توقيت الرباط",
        "توقيت المغرب",
    ),
    "Asia/Tehran": (
        "به وقت تهران",
        "tehran time",
    ),
    "+04:30": ("به وقت کابل",),
    "Europe/Paris": (
        "heure de paris",
        "heure française",
    ),
    "Europe/Madrid": (
        "hora peninsular",
        "hora de españa",
    ),
    "Europe/Lisbon": ("hora de lisboa",),
    "Europe/Rome": ("ora italiana",),
    "Europe/Warsaw": ("czasu polskiego",),
    "Europe/Athens": (
        "ώρα ελλάδας",
        "ώρα ελλάδος",
    ),
    "Europe/London": (
        "british summer time",
        "uk time",
    ),
    "Europe/Berlin": (
        "central european time",
        "mitteleuropäische zeit",
    ),
    "America/Sao_Paulo": (
        "hora de brasília",
        "horário de brasília",
    ),
    "America/Mexico_City": (
        "hora del centro de méxico",
        "tiempo del centro de méxico",
    ),
    "America/Argentina/Buenos_Aires": (
        "hora argentina",
        "hora de argentina",
    ),
    "America/Bogota": (
        "hora colombiana",
        "hora de colombia",
    ),
    "America/New_York": (
        "eastern time",
        "eastern standard time",
        "eastern daylight time",
        "hora del este",
    ),
    "America/Chicago": (
        "central time",
        "central standard time",
        "central daylight time",
    ),
    "America/Denver": (
        "mountain time",
        "mountain standard time",
        "mountain daylight time",
    ),
    "America/Los_Angeles": (
        "pacific time",
        "pacific standard time",
        "pacific daylight time",
        "hora del pacífico",
    ),
    "Australia/Sydney": (
        "australian eastern standard time",
        "australian eastern daylight time",
    ),
    "+07:00": (
        "giờ việt nam",
        "giờ hà nội",
        "indochina time",
        "waktu indonesia barat",
    ),
    "+08:00": (
        "waktu indonesia tengah",
        "philippine time",
        "philippine standard time",
        "waktu malaysia",
    ),
    "+09:00": ("waktu indonesia timur",),
    "+05:30": (
        "भारतीय समयानुसार",
        "india standard time",
        "indian standard time",
    ),
    "+06:00": ("বাংলাদেশ সময়",),
    "+02:00": (
        "south africa standard time",
        "south african standard time",
    ),
    "+01:00": ("west africa time",),
}
"""Words by zone: a name of the tz database, or an offset where the clocks never change."""
_WORDS = {
    unicodedata.normalize("NFKC", word): zone for zone, words in _NAMES.items() for word in words
}
# No end of a longer word: `мск` is Moscow's time, `Омск` a city. Arabic writes its prefixes on.
_WORD = re.compile(
    "|".join(
        rf"(?<![a-zа-я]){re.escape(word)}(?![a-zа-я])"
        for word in sorted(_WORDS, key=lambda word: (-len(word), word))
    )
)


def named_zone(text: str) -> str | None:
    """Return the zone that a text names in words, for `zones.minutes_at`.

    Args:
        text: as `plain.plain` returns it.
    """
    found = _WORD.search(text)
    return _WORDS[found[0]] if found else None
