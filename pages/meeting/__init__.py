"""Séance: the meeting led, noted and left."""
