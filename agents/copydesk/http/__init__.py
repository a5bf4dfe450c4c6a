"""Requests to the outside: guarded where the socket connects, capped, without cookies."""
