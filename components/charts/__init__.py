"""Charts: pure functions from a frame to an Altair chart or a deck.gl map, and their common style."""
