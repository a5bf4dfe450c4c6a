"""Dates as feeds and pages write them. Pure: no clock, no locale of the machine.

stamp      what a date says: local time, offset, precision
reader     one date -> a stamp
clock      the time of a day in a text, with its zone
feed       a feed's date -> an instant (FeedDate)
plain      any script's digits and words -> plain ones
calendars  Jalali, Japanese eras, Minguo -> Gregorian
localized  names of months in any language -> English
cldr       those names, by Babel; words.json has them for all languages
zones      names and offsets of zones -> minutes
zone_words zones that are named in words -> their names
countries  a country -> its one zone, a language tag -> its country
"""

from .feed import read_date
from .reader import read_stamp
from .stamp import Stamp

__all__ = ["Stamp", "read_date", "read_stamp"]
