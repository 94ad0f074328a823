"""Official files read into validated datasets."""
