"""Poll: decide when each feed is due, get it, and find what is new in it."""
