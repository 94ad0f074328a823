"""Computed headlines: pure functions from figures to French sentences that never outrun the data."""
