"""Préconisations: what is recommended, and who carries it."""
