"""What was measured in this run: (what, ours in seconds or bytes, the floor's, at most how many times it)."""

LINES: list[tuple[str, float, float, float]] = []
