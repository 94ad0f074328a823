"""What was measured in this run: (what, ours in seconds or bytes, the floor's, at most, why beyond)."""

from collections import Counter

LINES: list[tuple[str, float, float, float, str]] = []

# (sessions at once, median seconds of a filter, 95th percentile, bytes of the process)
CAPACITY: list[tuple[int, float, float, int]] = []

# (view, seconds of a run of its page, seconds of a profiled run by package)
PROFILES: list[tuple[str, float, Counter[str]]] = []
