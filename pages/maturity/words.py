"""What the survey says from one edition to the next, in sentences that its sample can bear."""

from __future__ import annotations

import pandas as pd

from data.french.formats import NARROW_SPACE, count, listing, number, points, share
from data.indicators import sampling, survey

MARGIN_WORDS = "au-delà de la marge d’un sondage aléatoire simple"
# What headlines call the longest printed names; axes and tables keep the printed ones.
SHORT = {
    "Smartphone ou téléphone avec connexion à Internet": "smartphone",
    "Téléphone mobile classique sans connexion à Internet": "mobile sans Internet",
    "Terminal de paiement pour encaissement par CB": "terminal de paiement",
    "Caisse connectée / caisse intelligente": "caisse connectée",
    "CRM (fichier client)": "CRM",
    "Site Web": "site Web",
    "Site Web marchand": "site Web marchand",
}
_NAMED = 4


def short(item: str) -> str:
    """An item inside a sentence: its short name, else the printed one without its capital."""
    return SHORT.get(item, item[:1].lower() + item[1:])


def margin_words(change: pd.Series) -> str:
    """« ± 6,1 points »; adds the point of rounding where it alone keeps the gap within the margin."""
    written = f"±{NARROW_SPACE}{points(change['margin'], decimals=1, signed=False)}"
    if abs(change["change"]) > change["margin"]:
        return f"{written} + {number(200 * sampling.ROUNDING)} d’arrondi"
    return written


def reading(change: pd.Series) -> str:
    """The reading of one change in full words."""
    verdict = change["verdict"]
    if verdict == survey.BEYOND:
        return MARGIN_WORDS
    if verdict == survey.NOT_SHOWN:
        return f"non démontré par l’échantillon ({margin_words(change)})"
    return {
        survey.BREAK: "rupture inexpliquée dans la source, sans test",
        survey.UNCONFIRMED: "valeur à confirmer, sans test",
        survey.NO_BASE: "base inconnue, sans test",
    }[verdict]


def mark(change: pd.Series) -> str:
    """The shape that goes with a reading: up, down, open circle, cross."""
    if change["verdict"] == survey.BEYOND:
        return "▲" if change["change"] > 0 else "▼"
    return "○" if change["verdict"] == survey.NOT_SHOWN else "✕"


def label(change: pd.Series) -> str:
    """The reading beside a row of the chart: shape, points, words, over two lines when long."""
    start = f"{mark(change)} {points(change['change'], signed=True)}"
    if change["verdict"] == survey.BEYOND:
        return f"{start}\nau-delà de la marge"
    if change["verdict"] == survey.NOT_SHOWN:
        return f"{start}, non démontré\npar l’échantillon ({margin_words(change)})"
    if change["verdict"] == survey.BREAK:
        return f"{mark(change)} rupture inexpliquée\ndans la source, sans test"
    return f"{mark(change)} {reading(change)}"


def spoken(change: pd.Series, editions: tuple[int, int]) -> str:
    """One change as a sentence, for tooltips and for those who cannot see the chart."""
    gap = points(change["change"]) if change["change"] else "sans écart"
    return (
        f"{change['item']}{NARROW_SPACE}: {share(change['before'])} en {editions[0]}, "
        f"{share(change['after'])} en {editions[1]}, {gap}, {reading(change)}."
    )


def movers(changes: pd.DataFrame, *, unit: bool = True) -> str:
    """« smartphone (+10 points), tablette (+7) et téléphone fixe (−11) »: what moved most."""
    beyond = changes[changes["verdict"] == survey.BEYOND]
    largest = beyond.loc[beyond["change"].abs().sort_values(ascending=False, kind="stable").index].head(
        _NAMED
    )
    named = beyond[beyond.index.isin(largest.index)]
    words = [
        f"{short(item)} ({points(change) if unit and first else number(100 * change, signed=True)})"
        for item, change, first in zip(
            named["item"], named["change"], named.index == named.index.min(), strict=True
        )
    ]
    return ("notamment " if len(beyond) > _NAMED else "") + listing(words)


def title(changes: pd.DataFrame, singular: str, plural: str, fallback: str) -> str:
    """« 3 équipements sur 8 évoluent au-delà de la marge : … »; a description when nothing is tested."""
    tested = int(changes["tested"].sum())
    beyond = int((changes["verdict"] == survey.BEYOND).sum())
    if tested < 2:
        return fallback
    if not beyond:
        return f"Sur {number(tested)} {plural}, aucune évolution au-delà de la marge"
    verb = "évolue" if beyond == 1 else "évoluent"
    return (
        f"{count(beyond, singular, plural)} sur {number(tested)} {verb} au-delà de la marge"
        f"{NARROW_SPACE}: {movers(changes, unit=False)}"
    )


def headline(equipment: pd.DataFrame, software: pd.DataFrame, editions: tuple[int, int]) -> list[str]:
    """The page's opening: what moved among equipment, then among software."""
    earlier, later = editions
    said: list[str] = []
    for changes, compared, singular, plural in (
        (equipment, "équipements comparés", "évolue", "évoluent"),
        (software, "logiciels", "évolue", "évoluent"),
    ):
        tested = int(changes["tested"].sum())
        beyond = int((changes["verdict"] == survey.BEYOND).sum())
        if tested < 2:
            continue
        start = f"Sur {number(tested)} {compared}" + ("" if said else f" de {earlier} à {later}")
        said.append(
            f"{start}, {number(beyond)} {singular if beyond == 1 else plural} {MARGIN_WORDS}"
            f"{NARROW_SPACE}: {movers(changes)}."
            if beyond
            else f"{start}, aucun n’évolue {MARGIN_WORDS}."
        )
    return said


def planned_title(changes: pd.DataFrame) -> str:
    """The two equipments most planned, unless tied with the third; then how many plans moved."""
    ranked = changes.sort_values("after", ascending=False, kind="stable")
    tested = int(changes["tested"].sum())
    if tested < 2 or len(ranked) < 3 or ranked["after"].iloc[1] == ranked["after"].iloc[2]:
        return "Équipements en projet"
    first, second = (
        f"{item} ({share(value)})"
        for item, value in zip(ranked["item"][:2], ranked["after"][:2], strict=True)
    )
    leaders = f"{first} et {second[:1].lower()}{second[1:]} en tête des projets"
    beyond = int((changes["verdict"] == survey.BEYOND).sum())
    if not beyond:
        return f"{leaders}, sans évolution au-delà de la marge"
    return f"{leaders}{NARROW_SPACE}; {count(beyond, 'projet')} sur {number(tested)} au-delà de la marge"


def segments_title(rows: pd.DataFrame) -> str:
    """Where SMEs and firms without employees stand beside the average, when it holds for every item."""
    sizes = rows[rows["segment_kind"] == "size"].pivot(index="item", columns="segment", values="share")
    averages = rows.groupby("item")["average"].first()
    if {"PME", "0 salarié"} <= set(sizes.columns) and len(averages) > 1:
        above, below = sizes["PME"].reindex(averages.index), sizes["0 salarié"].reindex(averages.index)
        if (above > averages).all() and (below < averages).all():
            return (
                f"PME au-dessus de l’ensemble, entreprises sans salarié au-dessous, pour les "
                f"{count(len(averages), 'logiciel')} (attribution déduite)"
            )
    return "Logiciels par taille et par activité d’entreprise"


def margin_note(editions: tuple[int, int]) -> str:
    """What the margin is and what it supposes, under each chart."""
    return (
        f"Marge d’un sondage aléatoire simple, à 95{NARROW_SPACE}%, sur la base de {editions[1]} "
        f"(celle de {editions[0]} n’est pas imprimée)."
    )


def payroll(software: pd.DataFrame, outsourced: pd.DataFrame, editions: tuple[int, int]) -> str:
    """Payroll software and payroll done outside, in one sentence: the first alone would mislead."""
    inside = software[software["item"] == "Paie"]
    if inside.empty or outsourced.empty:
        return ""
    used, outside = inside.iloc[0], outsourced.iloc[0]
    return (
        f"Paie, à lire ensemble{NARROW_SPACE}: {share(used['after'])} ont un logiciel "
        f"({share(used['before'])} en {editions[0]}) et {share(outside['after'])} externalisent leur paie "
        f"({share(outside['before'])} en {editions[0]})."
    )


def covid_title(yes: float) -> str:
    """What firms answer, beside the fact that others were asked something else."""
    return (
        f"Crise sanitaire{NARROW_SPACE}: accélérateur pour {share(yes)} des entreprises, "
        "entretiens et OREF disent autre chose"
    )


def tests_title(changes: pd.DataFrame) -> str:
    """« 28 évolutions testées, dont 9 au-delà de la marge »."""
    tests = int(changes["tested"].sum())
    beyond = int((changes["verdict"] == survey.BEYOND).sum())
    return (
        f"{count(tests, 'évolution testée', 'évolutions testées')}, dont {number(beyond)} au-delà de la marge"
    )


def method(changes: pd.DataFrame, editions: tuple[int, int], sample_size: int) -> str:
    """How a change is read: formula, assumptions, number of tests. ``changes``: ``survey.all_changes``;
    ``sample_size``: respondents of each edition.
    """
    tests = int(changes["tested"].sum())
    beyond = int((changes["verdict"] == survey.BEYOND).sum())
    earlier, later = editions
    by_chance = number(sampling.expected_by_chance(tests), decimals=1)
    n = number(sample_size)
    return f"""\
**Lire une évolution.** Pour deux parts p₁ ({earlier}) et p₂ ({later}), la marge à 95\u202f% de l’écart est

$$\\pm\\;1{{,}}96\\,\\sqrt{{\\frac{{p_1(1-p_1)}}{{n_1}}+\\frac{{p_2(1-p_2)}}{{n_2}}}}$$

- «\u00a0**{MARGIN_WORDS}**\u00a0»\u202f: l’écart dépasse cette marge pour tous les couples de valeurs
  qui s’arrondissent à celles du support (chacune est imprimée à un demi-point près, leur écart à un point
  près).
- «\u00a0**non démontré par l’échantillon**\u00a0»\u202f: l’écart n’atteint pas la marge, ou ne la dépasse que
  grâce à l’arrondi. Cela ne prouve pas que rien n’a changé.

**Hypothèses.** Deux échantillons indépendants, tirés au hasard, de {n} entreprises (effectifs publiés pour
les deux éditions)\u202f; n = {n} × part de l’échantillon dans la base de la question. La base de {earlier}
n’est pas imprimée\u202f: celle de {later} est appliquée aux deux éditions. Le mode de tirage n’est pas
publié\u202f: des quotas ou un redressement changeraient la marge.

**Nombre de tests sur la page\u202f: {number(tests)}**, dont {number(beyond)} au-delà de la marge. Si rien
n’avait changé, {by_chance} la dépasserait en moyenne par le seul hasard ({number(tests)} × 5\u202f%)\u202f;
aucune correction n’est appliquée. Ni les segments, ni les valeurs à confirmer, ni les ruptures de la source
ne sont testés.
"""
