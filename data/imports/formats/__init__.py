"""The layouts that are read, one module each: official files, and the templates that people fill in."""

from data.imports.formats import bmo, filled, urssaf
from data.imports.shape import Format

FORMATS: tuple[Format, ...] = (bmo.FORMAT, urssaf.FORMAT, *filled.FORMATS)
