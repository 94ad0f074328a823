"""The layouts that are read, one module each: official files, and the templates that people fill in."""

from data.imports.formats import (
    bmo,
    comparateur,
    conseillers,
    filled,
    france_services,
    inserjeunes,
    lheo,
    orion_bts,
    parcoursup,
    sirene,
    urssaf,
)
from data.imports.shape import Format

OFFICIAL: tuple[Format, ...] = (
    bmo.FORMAT,
    urssaf.FORMAT,
    parcoursup.FORMAT,
    orion_bts.FORMAT,
    inserjeunes.FORMAT,
    france_services.FORMAT,
    conseillers.FORMAT,
    comparateur.FORMAT,
    lheo.FORMAT,
    sirene.FORMAT,
)
FORMATS = (*OFFICIAL, *filled.FORMATS)

# Dataset -> months from the first of January of an edition until it is out.
YEARLY = dict(one.yearly for one in FORMATS if one.yearly)
