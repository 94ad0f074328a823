"""The meeting itself: its state, its timer, its agenda, what is noted in it, what speakers bring."""
