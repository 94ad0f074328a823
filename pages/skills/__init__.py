"""Compétences: skills, recruitment, tension."""
