"""Schéma: the plan 2024-2027, its budget and its tracking."""
