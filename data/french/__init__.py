"""French as it is written: typography, numbers and dates."""
