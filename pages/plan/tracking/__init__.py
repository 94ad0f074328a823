"""The tracking of the plan: what the journal says, and what writes it."""
