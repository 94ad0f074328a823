"""The tracking of the plan's budget and progress: read, looked back at, and written."""
