"""What the documents say on training: the offer, how people train, the stakes, how bodies teach remotely."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Figure, Gap, View
from components.figures.evidence import cite
from data.french import formats

DECK, OREF = "support-cep", "oref-formation"
CATALYST = "L’évènement catalyseur de la digitalisation de la formation en Martinique"
ADAPTATION = "De la salle de classe au digital – Adaptation aux technologies"
DIFFICULTIES = "Les difficultés sur le terrain – Apprenants et organismes"
NEEDS = "Les besoins pour consolider la digitalisation de la formation"


def deck_offer(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """What the deck finds of the continuing offer, and its two limits."""
    rows = facts.pick(figures, "training-organisations")
    said = quotes.on(statements, "training-offer", sources=(DECK,))
    return Figure(
        title="Formation continue : offre étendue jusqu’à bac+2 / bac+3, réduite à partir de bac+4",
        subtitle="Telle que la présentation du CEP la décrit",
        numbers=facts.numbers(rows),
        passages=quotes.passages(said),
        evidence=cite(view, pd.concat([rows, said])),
        caution="La présentation parle de la formation continue, la carte de ce que d’autres sources "
        "montrent : les deux ne se comparent pas.",
    )


def references(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    """What other documents than the deck count of students and training bodies, all domains together."""
    rows = facts.on(figures, "training-offer")
    rows = rows[rows["source_id"] != DECK]
    said = quotes.on(statements, "training-bodies")
    said = said[~said["source_id"].isin([DECK, OREF])]
    return facts.figure(
        view,
        rows,
        said,
        title="Étudiants et organismes de formation, d’après d’autres documents",
        subtitle="Repères hors présentation, chacun avec son périmètre",
        caution="Tous domaines, sauf mention contraire : rien ici ne compte le numérique.",
        wordy=True,
    )


def online(view: View, links: pd.DataFrame) -> Figure:
    """The two addresses that the deck prints for the offer, as codes to scan."""
    rows = links[links["theme"] == "training-offer"]
    return Figure(
        title="Deux adresses données par la présentation du CEP",
        subtitle="À ouvrir sur un téléphone. Nécessite Internet",
        links=tuple((str(row.label), str(row.url)) for row in rows.itertuples()),
        evidence=cite(view, rows),
        caution="Ces sites ne sont pas repris ici : l’application n’ouvre aucune adresse d’elle-même.",
    )


def habits(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """Training rates of managers and employees, finding, limits and modality."""
    managers, employees = "training-managers", "training-employees"
    rows = facts.pick(figures, managers, employees)
    rates = rows.set_index("figure_id")["value_low"]
    gap = formats.points(rates[employees] - rates[managers], signed=False)
    # The sentence of the rates would repeat the two large figures.
    said = quotes.on(statements, "training-practice", sources=(DECK,))
    said = said[said["parent"] != "Taux de formation"]
    return Figure(
        title=f"Le taux de formation des dirigeants est {gap} sous celui des salariés"
        if rates[employees] > rates[managers]
        else "Taux de formation des dirigeants et des salariés",
        subtitle="Taux de formation, en pourcentage. Base et année non indiquées",
        numbers=facts.numbers(rows),
        passages=quotes.passages(said),
        evidence=cite(view, rows, base="base inconnue", computed=True)
        + cite(view, said, base="base inconnue"),
        caution="La présentation ne nomme ni l’enquête, ni sa base, ni son année.",
    )


def stakes(view: View, statements: pd.DataFrame) -> Figure:
    rows = quotes.on(statements, "training-stakes", sources=(DECK,))
    return Figure(
        title="Aligner l’offre sur les besoins, créer des parcours modulables",
        subtitle="Enjeux pour la formation, tels que la présentation du CEP les liste",
        passages=quotes.passages(rows),
        evidence=cite(view, rows),
    )


def continuity(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """The event that made training bodies go digital."""
    rows = facts.pick(figures, "remote-continuity")
    said = quotes.on(statements, "training-bodies", sources=(OREF,))
    said = said[said["parent"] == CATALYST]
    return Figure(
        title=f"{_opened(facts.written(rows.iloc[0]))} des établissements ont maintenu leur activité "
        "grâce aux outils numériques",
        subtitle="Enquête auprès des organismes de formation de Martinique, pendant la crise sanitaire. "
        "Fourchette de la source, nombre de répondants non indiqué",
        numbers=facts.numbers(rows),
        passages=quotes.passages(said),
        evidence=cite(view, pd.concat([rows, said])),
    )


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def _slide(title: str, heading: str, by: Any = "parent") -> Any:
    def build(view: View, statements: pd.DataFrame) -> Figure:
        rows = quotes.on(statements, "training-bodies", sources=(OREF,))
        rows = rows[rows["parent"] == heading]
        return Figure(
            title=title,
            subtitle="Tel que la diapositive de l’OREF le présente",
            passages=quotes.passages(rows, by),
            evidence=cite(view, rows),
        )

    return build


adaptation = _slide("Du présentiel au distanciel : visioconférence et outils collaboratifs", ADAPTATION)
difficulties = _slide("Le manque d’équipement des apprenants, frein majeur identifié", DIFFICULTIES, "kind")
needs = _slide("Équiper, former à la pédagogie numérique et soutenir les organismes", NEEDS)


class Missing(NamedTuple):
    """What a slide only shows as a picture: its name, and what to ask for."""

    title: str
    how: str


MISSING = {
    26: Missing(
        "Carte de l’offre continue (SIDEFOP)", "À lui demander : une ligne par formation et par lieu."
    ),
    27: Missing(
        "Présentation en ligne (Genially)",
        "Elle se consulte avec le code ci-dessus (nécessite Internet) ; son texte est à lui demander.",
    ),
    58: Missing(
        "L’évolution de la carte des formations",
        "À demander à l’intervenant ; ce qui en sera retenu se note dans les décisions de la séance.",
    ),
}


def picture_only(slides: pd.DataFrame, position: int) -> Gap | None:
    """What a slide of this page shows only as a picture, with who has it and whether that is deduced."""
    rows = slides[(slides["position"] == position) & (slides["state"] == "picture-only")]
    rows = rows[rows["page"] == "formations"]
    if rows.empty:
        return None
    row = rows.iloc[0]
    missing = MISSING[position]
    sure = "" if row["certainty"] == "read" else " (déduit)"
    return Gap(
        title=missing.title,
        holder=f"{row['holder']}{sure}",
        how=missing.how,
        note=formats.text_of(row["note"]),
    )
