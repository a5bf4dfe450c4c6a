"""Dates as the sites print them. Fixed offsets, no locale: the same bytes on every machine."""

from datetime import datetime, timezone

_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "en": ("January February March April May June July August September October November December"),
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "ru": ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
}
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def moment(start: int, seconds: float, zone: timezone) -> datetime:
    """Return an instant of the demo clock as a local time.

    Args:
        start: when the demo clock was 0, in seconds since 1970 (UTC).
        seconds: on the demo clock. The result is rounded down to the minute.
    """
    return datetime.fromtimestamp((start + seconds) // 60 * 60, zone)


def printed(when: datetime, language: str) -> str:
    """Return a date and time as a site in that language prints it, without a zone."""
    clock = f"{when:%H:%M}"
    match language:
        case "zh":
            return f"{when.year}年{when.month}月{when.day}日 {clock}"
        case "fa":
            month = _month(when, "fa")
            text = f"{when.day} {month} {when.year} ساعت {clock}"
            return text.translate(_PERSIAN_DIGITS)
        case "ar":
            return f"{when.day} {_month(when, language)} {when.year} - {clock}"
        case "id":
            return f"{when.day:02} {_month(when, language)} {when.year} {clock}"
        case _:
            return f"{when.day} {_month(when, language)} {when.year}, {clock}"


def day_of(when: datetime, language: str) -> str:
    """Return a day as datelines in that language print it, without its year."""
    match language:
        case "zh":
            return f"{when.month}月{when.day}日"
        case "en":
            return f"{_month(when, language)[:3]} {when.day}"
        case _:
            return f"{when.day} {_month(when, language)}"


def _month(when: datetime, language: str) -> str:
    return _MONTHS[language].split()[when.month - 1]
