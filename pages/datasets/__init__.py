"""Données: where figures come from, and what is missing."""
