"""Pure functions from frames to frames: what is computed from the datasets."""
