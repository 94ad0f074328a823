"""The search over everything: entries gathered from the datasets, an index of their words, what is found."""

from data.search.entries import DATASETS, gathered
from data.search.entry import KINDS, Entry
from data.search.index import Found, Group, Index, build

__all__ = ["DATASETS", "KINDS", "Entry", "Found", "Group", "Index", "build", "gathered"]
