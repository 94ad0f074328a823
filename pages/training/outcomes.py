"""What becomes of apprentices of each training centre, as InserJeunes publishes it, all courses together."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Table, View
from components.figures.evidence import cite
from data.french.formats import count, listing, number, points, share
from data.french.typography import french
from data.indicators import outcomes

RATES = {
    "employment_6": "Emploi à 6 mois",
    "expected_6": "Attendu à 6 mois",
    "employment_12": "Emploi à 12 mois",
    "employment_18": "Emploi à 18 mois",
    "employment_24": "Emploi à 24 mois",
    "study_rate": "Poursuite d’études",
    "interrupted": "Contrats interrompus",
}
ABSENT = "non publié"


def employment(view: View, rows: pd.DataFrame, capacity: pd.DataFrame) -> Figure | None:
    """The rate of employment of each centre for the last period; those tied to digital skills stand out."""
    last = outcomes.latest(rows)
    known = last[last["employment_6"].notna()]
    if known.empty:
        return None
    digital = outcomes.of_digital(rows, capacity)
    tied = known[known["uai"].isin(digital)]
    period = _period(last.iloc[0])
    secret = len(last) - len(known)
    drawn = bars(
        known.assign(name=known["organisation"].map(short)),
        label="name",
        value="employment_6",
        unit="share",
        key="name",
        colors=dict.fromkeys(known["organisation"].map(short), palette.MAIN),
        highlighted=tuple(tied["organisation"].map(short)),
        opening=f"Barres du taux d’emploi à 6 mois, {period}.",
        measure="Taux d’emploi à 6 mois",
        wrap=34,
    )
    return drawn.figure(
        _title(tied, period),
        subtitle=f"Taux d’emploi 6 mois après l’apprentissage, par CFA, toutes formations du CFA, {period}",
        table=_table(rows),
        evidence=cite(
            view,
            last.assign(locator=f"InserJeunes CFA, {period}", note=None),
            base=count(len(known), "CFA", "CFA"),
        ),
        caution=french(
            " ".join(
                filter(
                    None,
                    (
                        f"{count(secret, 'CFA sans taux publié', 'CFA sans taux publié')}, donc sans barre : "
                        "ce n’est pas zéro."
                        if secret
                        else "",
                        _twice(rows),
                    ),
                )
            )
        ),
        explanation=french(
            "En couleur vive : les CFA dont le nom dit « numérique », ou qui ont des places de BTS du "
            "numérique en apprentissage (déduit). Le taux d’un CFA couvre toutes ses formations, pas "
            "seulement celles du numérique. Taux attendu : celui de la source, dont la copie ne donne pas le "
            "calcul. Le taux porte sur ceux qui ne poursuivent pas d’études (déduit des parts publiées)."
        ),
    )


def short(name: str) -> str:
    """The name of a centre without what its kind repeats, for a chart; the table has it whole."""
    bare = name.replace("OF-CFA - ", "CFA ").replace("OF-CFA", "CFA")
    for part in ("Groupement d’intérêt public", "Fort-de-France", "Fort-De-France"):
        bare = bare.replace(part, "").strip()
    return bare


def _period(row: pd.Series) -> str:
    return f"cumul {int(row['first_year'])}-{int(row['year'])}"


def _title(tied: pd.DataFrame, period: str) -> str:
    if len(tied) < 2:
        return f"Taux d’emploi à 6 mois des apprentis, {period}"
    low, high = tied["employment_6"].min(), tied["employment_6"].max()
    gaps = {points(-value, signed=False) for value in tied["added_value"].dropna() if value < 0}
    # One gap for all of them, or none is said.
    under = f", {gaps.pop()} sous l’attendu" if len(gaps) == 1 and (tied["added_value"] < 0).all() else ""
    rate = f"{share(low)} à {share(high)} d’emploi à 6 mois"
    return f"{number(len(tied))} CFA liés au numérique : {rate}{under} ({period})"


def _twice(rows: pd.DataFrame) -> str:
    """The centres whose figures are the same for two periods: new, or copied, nobody says."""
    twice = outcomes.published_twice(rows)
    if not twice:
        return ""
    names = rows[rows["uai"].isin(twice)].drop_duplicates("uai", keep="last")["organisation"].map(short)
    return (
        f"{listing(list(names))} : la source donne les mêmes chiffres pour ses deux dernières périodes ; "
        "l’évolution n’est pas lisible."
    )


def _table(rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "organisation"], ascending=[False, True])
    shown = pd.DataFrame(
        {
            "CFA": ordered["organisation"],
            "Période": [_period(row) for _, row in ordered.iterrows()],
            **{header: ordered[name] for name, header in RATES.items()},
        }
    )
    return Table(shown, dict.fromkeys(RATES.values(), "share"), missing=ABSENT)


BLOCK = Block(
    "formations-devenir",
    "Après l’apprentissage",
    employment,
    ("training_outcomes", "training_capacity?"),
    width="half",
    perimeter="CFA de Martinique",
    terms=("CFA",),
)
