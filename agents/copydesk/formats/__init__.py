"""Articles in the formats of others: ninjs, JSON Feed, RSS and Parquet.

Pure: the same articles give the same document. No wall clock, no network, no Kafka.
"""
