"""Formations: where one trains, on a map."""
