"""When an article was published and last changed: all that says so is read and compared.

stated     one date that somebody states
machine    dates in JSON-LD, meta elements, microdata, `time`, the address
printed    dates in the visible text, near the headline and elsewhere
labels     words that tell the publication from an update
relative   "2 hours ago"
choose     which of them is believed, in which zone
find       all of it
"""

from .find import Dates, find_dates

__all__ = ["Dates", "find_dates"]
