"""Web archives (WARC 1.1, ISO 28500:2017) by warcio: what was fetched into them, and out again."""
