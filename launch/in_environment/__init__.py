"""What the launcher runs inside the environment, because it needs a library. Never imported before."""
