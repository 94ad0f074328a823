"""Secteur: what the digital sector weighs."""
