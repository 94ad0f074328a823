"""Maturité: see components/contents/maturity.py for what is on it, in order."""

from components import frame
from components.contents import maturity
from data import written

frame.show(maturity.CONTENTS, written)
