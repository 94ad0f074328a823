"""Templates to fill in: a workbook with its explanations and validated cells, made from the catalogue.

Their headers and words are French; what is filled in comes back through ``data.imports.formats.filled``.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from data.catalogue import DATASETS
from data.columns import Column
from data.french.typography import french

FIRST_SHEET, SOURCE_SHEET, ROWS_SHEET = "À lire", "Source", "Données"
# What the document is: the lines of the sheet « Source », by what they fill.
SOURCE_LINES = {
    "title": "Titre du document",
    "publisher": "Éditeur ou auteur",
    "year": "Année du document",
    "url": "Adresse publique",
    "licence": "Licence, si elle est indiquée",
}
COVERAGE_LINES = {
    "kinds": "Formations que ce document peut contenir (initiale ; apprentissage ; continue)",
    "complete": "La liste est-elle complète (oui ou non)",
}
KINDS = {"initiale": "initial", "apprentissage": "apprenticeship", "continue": "continuing"}
YES_NO = {"oui": True, "non": False}
WHOLE = "Chaque sous-secteur a sa ligne, avec 0 s’il n’a rien : sans elle, le total serait faux."
# Columns that the import fills itself.
_OWN = ("source_id", "certainty", "verified")
_SPARE_ROWS = 2_000
_LONGEST_LIST = 255
_WORDS: dict[str, dict[str, str]] = {
    "indicator": {
        "freins au numérique": "freins", "chantiers prioritaires": "chantiers",
        "numérique dans la STMT": "stmt", "demandeurs d’emploi formés au numérique": "de-formes",
        "DPAE du numérique": "dpae", "intérim du numérique": "interim",
    },
    "theme": {
        "ouverture": "opening", "secteur numérique": "sector", "maturité numérique": "maturity",
        "entretiens": "interviews", "entreprises interrogées": "digital-firms",
        "offre de formation": "training-offer", "pratiques de formation": "training-practice",
        "enjeux de formation": "training-stakes", "organismes de formation": "training-bodies",
        "cybersécurité": "cybersecurity", "territoires connectés": "connected-territories",
        "économie solidaire": "solidarity-economy",
        "préconisations de l’enquête": "survey-recommendations",
        "recommandations de la présentation": "study-recommendations",
        "besoins en compétences": "skills-needs", "témoignages": "testimonies",
        "enjeux du Schéma": "schema-stakes",
        "infrastructures": "infrastructure", "Schéma numérique": "schema",
        "études antérieures": "earlier-studies", "autres territoires": "other-territories",
        "recrutements": "recruitment", "marché du travail": "labour-market",
    },
    "question_id": {
        "équipements": "equipment", "logiciels": "software", "présence en ligne": "online-presence",
        "accélération par la crise sanitaire": "covid-acceleration",
        "paie externalisée": "payroll-outsourced",
    },
    "status": {
        "équipé": "equipped", "en projet": "planned", "utilise": "used", "oui": "yes", "non": "no",
    },
    "segment_kind": {"ensemble": "all", "taille": "size", "secteur": "sector"},
    "subsector_id": {
        "programmation et conseil": "programmation-conseil", "télécommunications": "telecommunications",
        "traitement de données": "traitement-donnees", "réparation": "reparation",
        "vente de TIC": "vente-tic", "édition de logiciels": "edition-logiciels",
        "fabrication de TIC": "fabrication-tic",
    },
    "scope": {"cœur du numérique": "core", "connexe": "related"},
    "kind": {
        "constat": "finding", "moteur": "driver", "frein": "obstacle", "opportunité": "opportunity",
        "initiative": "initiative", "perspective": "outlook", "enjeu": "stake",
        "préconisation": "recommendation", "témoignage": "testimony", "besoin": "need",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A template: its title, its dataset, and the column that identifies a row, which the import makes.

    ``same`` columns are not asked: they are those of the rows already there with the same ``known`` column.
    ``whole``: the column by which the file has a row for each value of ``known``, or its total would be that
    of a part.
    """

    name: str
    title: str
    dataset: str
    identifier: str = ""
    covers: bool = False
    known: str = ""
    same: tuple[str, ...] = ()
    whole: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to fill in, in order."""
        own = (*_OWN, *self.same, self.identifier)
        return tuple(column for column in DATASETS[self.dataset].all_columns if column.name not in own)

    @property
    def source_lines(self) -> dict[str, str]:
        return SOURCE_LINES | (COVERAGE_LINES if self.covers else {})

    @property
    def file(self) -> str:
        return f"modele-{self.name}.xlsx"


TEMPLATES = (
    Template("offres-de-formation", "Offres de formation", "training_offers", "offer_id", covers=True),
    Template("chiffres-cles", "Chiffres clés", "key_figures", "figure_id"),
    Template("indicateurs", "Indicateurs que la présentation montre en image", "indicators"),
    Template("temps-de-trajet", "Temps de trajet entre communes", "travel_times"),
    Template(
        "enquete-maturite", "Édition de l’enquête de maturité numérique", "survey_answers",
        known="question_id", same=("theme", "question"),
    ),
    Template(
        "etablissements", "Établissements et salariés par sous-secteur", "sector_establishments",
        known="subsector_id", same=("subsector", "domain_id"), whole="year",
    ),
    Template("constats", "Constats, freins, enjeux et préconisations", "statements", "statement_id"),
)  # fmt: skip


def header_of(column: Column) -> str:
    """The name of a column in a template: its meaning, without what explains it."""
    if column.name == "locator":
        return "Endroit dans le document"
    return re.split(r" \(| :|, tel", column.meaning)[0]


def words_of(column: Column) -> dict[str, str]:
    """What may be written in a cell of this column -> its code; empty when anything may."""
    known = {word: code for word, code in _WORDS.get(column.name, {}).items() if code in column.allowed}
    return known | {code: code for code in column.allowed if code not in known.values()}


def is_needed(column: Column) -> bool:
    """Whether a row without this cell is refused: what the import can fill in may be left empty."""
    return not column.nullable and column.name not in ("locator", "value_high", "level_label")


def write(template: Template) -> bytes:
    """The workbook to fill in, as .xlsx bytes."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF5"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_first(book.add_worksheet(FIRST_SHEET), template, head, wrapped)
        source = book.add_worksheet(SOURCE_SHEET)
        source.set_column(0, 0, 70, head)
        source.set_column(1, 1, 80, wrapped)
        for row, line in enumerate(template.source_lines.values()):
            source.write(row, 0, french(line), head)
        rows = book.add_worksheet(ROWS_SHEET)
        rows.freeze_panes(1, 0)
        for rank, column in enumerate(template.columns):
            rows.write(0, rank, french(header_of(column)), head)
            rows.set_column(rank, rank, 40 if column.kind == "text" else 18)
            rule = _validation(column)
            if rule:
                rows.data_validation(1, rank, _SPARE_ROWS, rank, rule)
    return target.getvalue()


def write_csv(template: Template) -> bytes:
    """The header alone, as Excel in French opens it."""
    return ("\ufeff" + ";".join(header_of(column) for column in template.columns) + "\r\n").encode()


def _write_first(sheet: Any, template: Template, head: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 70)
    lines = (
        f"Modèle : {template.title}.",
        f"1. Dans « {SOURCE_SHEET} », dire de quel document viennent les lignes : son titre suffit.",
        f"2. Dans « {ROWS_SHEET} », remplir sous les en-têtes, sans les renommer. Une ligne : "
        f"{DATASETS[template.dataset].grain}.",
        "3. Enregistrer, puis déposer le fichier page Données, vue Charger. Rien ne change avant Publier.",
        "Charger à nouveau le même document remplace ses lignes.",
        *([WHOLE] if template.whole else ()),
    )
    for row, line in enumerate(lines):
        sheet.write(row, 0, french(line))
    start = len(lines) + 1
    for rank, name in enumerate(("Colonne", "Ce qu’elle contient", "Ce qui s’y écrit")):
        sheet.write(start, rank, name, head)
    for row, column in enumerate(template.columns, start=start + 1):
        sheet.write(row, 0, french(header_of(column)), wrapped)
        needed = " Jamais vide." if is_needed(column) else " Peut rester vide."
        sheet.write(row, 1, french(column.meaning + "." + needed), wrapped)
        sheet.write(row, 2, french(expected_of(column)), wrapped)


def expected_of(column: Column) -> str:
    """What a cell of this column takes, in French with plain spaces."""
    words = words_of(column)
    if column.name.endswith("commune_code"):
        return "le nom d’une commune de la Martinique, ou son code Insee"
    if column.kind == "list" and column.name == "domain_ids":
        return "des noms de domaines du tableau de bord, séparés par des points-virgules"
    if words:
        return f"l’un de : {', '.join(words)}"
    if column.unit.startswith("fraction"):
        return "une part de 0 à 1 (0,45), ou un pourcentage avec son signe (45 %)"
    return {
        "text": "un texte",
        "integer": "un nombre entier",
        "year": "une année sur quatre chiffres",
        "decimal": "un nombre",
        "boolean": "oui ou non",
        "list": "des textes séparés par des points-virgules",
    }[column.kind]


def _validation(column: Column) -> dict[str, Any]:
    """What Excel accepts in the cells of a column; nothing where it could not say it."""
    words = list(words_of(column)) or (list(YES_NO) if column.kind == "boolean" else [])
    refused = {"error_title": "Valeur non prévue", "error_message": french(expected_of(column))[:255]}
    if words and column.kind != "list" and len(",".join(words)) <= _LONGEST_LIST:
        return {"validate": "list", "source": words, **refused}
    if column.kind in ("integer", "year"):
        low, high = int(column.minimum or 0), int(column.maximum or 2**31 - 1)
        return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high, **refused}
    if column.kind == "decimal" and column.minimum is not None and column.maximum is not None:
        between = {"minimum": column.minimum, "maximum": column.maximum}
        return {"validate": "decimal", "criteria": "between", **between, **refused}
    return {}
