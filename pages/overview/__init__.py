"""The page « Synthèse »."""
