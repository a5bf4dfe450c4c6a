"""Tests of consumers: Kafka, stages, recordings and golden files as pytest fixtures.

`plugin` holds the fixtures (`pip install 'copydesk[test]'` is all that pytest needs to find
them); `broker` keeps one Kafka for a whole run, `desk` runs stages, `golden` compares.
"""
