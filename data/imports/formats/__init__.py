"""The official layouts that are read, one module each."""

from data.imports.formats import bmo, urssaf
from data.imports.shape import Format

FORMATS: tuple[Format, ...] = (bmo.FORMAT, urssaf.FORMAT)
