"""What pages are made of: filters, charts, cards with their provenance, tables, sentences, formats."""
