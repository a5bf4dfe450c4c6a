"""Reading feeds: bytes in, ParsedFeed out; pure functions, no network.

feed        the one function: which format it is, and who reads it
decoding    bytes -> text
xmltree     text -> a tree, mended where that is safe
names       elements by one name, whatever their prefix
feed_xml    RSS, RDF, Atom: the feed
entries     RSS, RDF, Atom: an entry
tolerant    the same by feedparser, where tags are broken
json_feed   JSON Feed
sitemap     sitemaps
discovery   a home page -> its feeds
"""
