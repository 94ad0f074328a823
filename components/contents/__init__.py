"""What each page holds, in reading order: pure builders from datasets to figures."""
