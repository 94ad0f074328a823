"""What was measured in this run: (what, ours in seconds or bytes, the floor's, at most how many times it)."""

LINES: list[tuple[str, float, float, float]] = []

# (sessions at once, median seconds of a filter, 95th percentile, bytes of the process)
CAPACITY: list[tuple[int, float, float, int]] = []
