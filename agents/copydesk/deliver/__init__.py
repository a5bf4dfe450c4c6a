"""Articles out of Kafka without code of one's own: one module per kind of target.

`command` and `webhook` are handlers of a subscription, `files` acknowledges by file, `documents`
writes one file per version, `feeds` keeps files of the latest articles.
"""
