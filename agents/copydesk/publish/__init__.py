"""Publish: the gate. One Kafka transaction writes articles, state and offsets."""
