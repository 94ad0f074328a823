"""What the survey says from one edition to the next, in sentences that its sample can bear."""

from __future__ import annotations

import pandas as pd

from data.french.formats import NARROW_SPACE, count, listing, number, points, share
from data.french.typography import french
from data.indicators import sampling, survey

# What sentences and the longest charts call the longest names; axes and tables keep those of the document.
SHORT = {
    "Smartphone ou téléphone avec connexion à Internet": "smartphone",
    "Téléphone mobile classique sans connexion à Internet": "mobile sans Internet",
    "Terminal de paiement pour encaissement par CB": "terminal de paiement",
    "Caisse connectée / caisse intelligente": "caisse connectée",
    "Plateformes de mise en relation": "plateformes de relation",
    "CRM (fichier client)": "CRM",
    "Site Web": "site Web",
    "Site Web marchand": "site Web marchand",
}
SOLID, FRAGILE, NOT_SHOWN = "solide", "fragile", "non démontré"
_STRENGTH = {survey.SOLID: SOLID, survey.FRAGILE: FRAGILE}
_UNTESTED = {
    survey.BREAK: "rupture inexpliquée dans la source, sans test",
    survey.UNCONFIRMED: "valeur à confirmer, sans test",
    survey.NO_BASE: "base inconnue, sans test",
}


def short(item: str) -> str:
    """An item inside a sentence: its short name, else the printed one without its capital."""
    return SHORT.get(item, item[:1].lower() + item[1:])


def named(change: pd.Series) -> str:
    """An item with its status when it is not what firms have: « tablette (en projet) »."""
    return short(change["item"]) + (" (en projet)" if change["status"] == "planned" else "")


# Question and status -> the family of answers, in the fewest words.
_FAMILIES = {
    ("equipment", "equipped"): "Équipement",
    ("equipment", "planned"): "En projet",
    ("software", "used"): "Logiciel",
    ("payroll-outsourced", "yes"): "Logiciel",
    ("online-presence", "used"): "Présence",
}


def family(change: pd.Series) -> str:
    """The family of answers a change is of; nothing for a question that is not known yet."""
    return _FAMILIES.get((change["question_id"], change["status"]), "")


def heading(change: pd.Series) -> str:
    """``named`` at the head of a row, where no line is long enough for the whole name."""
    name = named(change)
    return name[:1].upper() + name[1:]


def strength(change: pd.Series) -> str:
    """« solide », « fragile », « non démontré », or why there is no test."""
    if not change["tested"]:
        return _UNTESTED[change["verdict"]]
    return _STRENGTH.get(change["strength"], NOT_SHOWN)


def margin_words(change: pd.Series, *, unit: bool = True) -> str:
    """« ± 6,1 points »; adds the point of rounding where it alone keeps the gap within the margin."""
    width = points(change["margin"], decimals=1, signed=False)
    written = f"±{NARROW_SPACE}{width if unit else number(100 * change['margin'], decimals=1)}"
    if change["verdict"] == survey.NOT_SHOWN and abs(change["change"]) > change["margin"]:
        return f"{written} + {number(200 * sampling.ROUNDING)} d’arrondi"
    return written


def reading(change: pd.Series) -> str:
    """The reading of one change in full words."""
    said = strength(change)
    if not change["tested"]:
        return said
    more = {
        SOLID: "au-delà de la marge, même après correction",
        FRAGILE: "au-delà de la marge, mais pas après correction",
        NOT_SHOWN: "par l’échantillon",
    }[said]
    return (
        french(f"{said} {more}" if said == NOT_SHOWN else f"{said} : {more}") + f" ({margin_words(change)})"
    )


def mark(change: pd.Series) -> str:
    """The shape that goes with a reading: up, down, open circle, cross."""
    if change["verdict"] == survey.BEYOND:
        return "▲" if change["change"] > 0 else "▼"
    return "○" if change["verdict"] == survey.NOT_SHOWN else "✕"


def label(change: pd.Series, *, dense: bool = False) -> str:
    """The reading beside a row of the chart: shape, points, strength, then the margin.

    ``dense``, for a projector, holds on a line: there the open circle alone says « non démontré ».
    """
    if not change["tested"]:
        return f"{mark(change)} {strength(change)}"
    start = f"{mark(change)} {points(change['change'])}"
    if dense:
        said = "" if change["verdict"] == survey.NOT_SHOWN else f", {strength(change)}"
        return f"{start} ({margin_words(change, unit=False)}){said}"
    start += f", {strength(change)}"
    return f"{start}\n({margin_words(change)})"


def spoken(change: pd.Series, editions: tuple[int, int]) -> str:
    """One change as a sentence, for tooltips and for those who cannot see the chart."""
    gap = points(change["change"]) if change["change"] else "sans écart"
    name = change["item"] + (" (en projet)" if change["status"] == "planned" else "")
    return french(
        f"{name} : {share(change['before'])} en {editions[0]}, "
        f"{share(change['after'])} en {editions[1]}, {gap}, {reading(change)}."
    )


def movers(changes: pd.DataFrame, of: str) -> str:
    """« téléphone fixe (−11 points) et smartphone (+10) »: the changes of a strength, widest first."""
    found = survey.strongest_first(changes)
    rows = [row for _, row in found[found["strength"] == of].iterrows()]
    return listing(
        [
            f"{named(row)} ({number(100 * row['change'], signed=True) if rank else points(row['change'])})"
            for rank, row in enumerate(rows)
        ]
    )


def tally(changes: pd.DataFrame) -> tuple[int, int, int]:
    """How many changes are solid, fragile, tested."""
    return (
        int((changes["strength"] == survey.SOLID).sum()),
        int((changes["strength"] == survey.FRAGILE).sum()),
        int(changes["tested"].sum()),
    )


def title(changes: pd.DataFrame, plural: str, fallback: str) -> str:
    """« 8 équipements testés sur 9. Solides : … ; fragile : … ».

    ``plural`` names what is counted. A description when fewer than two are tested.
    """
    solid, fragile, tested = tally(changes)
    if tested < 2:
        return fallback
    every = len(changes)
    start = f"{number(tested)} {plural} testés" + (f" sur {number(every)}" if every > tested else "")
    if not solid and not fragile:
        return f"{start} : aucune évolution au-delà de la marge"
    parts = [
        f"{'solide' if solid == 1 else 'solides'} : {movers(changes, survey.SOLID)}"
        if solid
        else "aucune solide",
        *(
            [f"{'fragile' if fragile == 1 else 'fragiles'} : {movers(changes, survey.FRAGILE)}"]
            if fragile
            else []
        ),
    ]
    said = " ; ".join(parts)
    return f"{start}. {said[:1].upper()}{said[1:]}"


def headline(changes: pd.DataFrame, editions: tuple[int, int]) -> list[str]:
    """The page's opening: how many changes are solid, the widest of them, then all of them by name."""
    solid, fragile, tested = tally(changes)
    if tested < 2:
        return []
    earlier, later = editions
    period, among = f"De {earlier} à {later}", f"sur {count(tested, 'testée')}"
    weak = f", {count(fragile, 'fragile')}" if fragile else ""
    if not solid:
        return [f"{period}, aucune évolution solide{weak} {among}."]
    first = leader(changes)
    lead = f" ; en tête, {named(first)} ({points(first['change'])})" if first is not None else ""
    return [
        f"{period}, {count(solid, 'évolution solide', 'évolutions solides')}{weak} {among}{lead}.",
        f"{'Solide' if solid == 1 else 'Solides'} : {movers(changes, survey.SOLID)}.",
    ]


def leader(changes: pd.DataFrame) -> pd.Series | None:
    """The widest of the solid changes, unless tied."""
    solid = survey.strongest_first(changes[changes["strength"] == survey.SOLID])
    if solid.empty or (len(solid) > 1 and abs(solid["change"].iloc[0]) == abs(solid["change"].iloc[1])):
        return None
    return solid.iloc[0]


def planned_title(changes: pd.DataFrame) -> str:
    """The two equipments most planned, unless tied with the third; then how many plans moved."""
    ranked = changes.sort_values("after", ascending=False, kind="stable")
    solid, fragile, tested = tally(changes)
    if tested < 2 or len(ranked) < 3 or ranked["after"].iloc[1] == ranked["after"].iloc[2]:
        return "Équipements en projet"
    first, second = (
        f"{item} ({share(value)})"
        for item, value in zip(ranked["item"][:2], ranked["after"][:2], strict=True)
    )
    leaders = f"{first} et {second[:1].lower()}{second[1:]} en tête des projets"
    if not solid and not fragile:
        return f"{leaders}, sans évolution au-delà de la marge"
    return (
        f"{leaders} ; {number(solid)} évolution{'s' if solid > 1 else ''} solide{'s' if solid > 1 else ''} "
        f"sur {number(tested)}"
    )


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


def segment_title(rows: pd.DataFrame, segment: str) -> str:
    """Where one segment stands beside the average: for how many pieces of software above, below, level."""
    above = int((rows["share"] > rows["average"]).sum())
    below = int((rows["share"] < rows["average"]).sum())
    parts = [
        f"{words} l’ensemble pour {count(found, 'logiciel')}"
        for words, found in (
            ("au-dessus de", above),
            ("au-dessous de", below),
            ("au niveau de", len(rows) - above - below),
        )
        if found
    ]
    inferred = rows["certainty"] == "inferred"
    if inferred.all():
        sure = " (attribution déduite)"
    elif inferred.any():
        sure = (
            f" (attribution déduite, sauf {listing([short(item) for item in rows.loc[~inferred, 'item']])})"
        )
    else:
        sure = ""
    return f"{segment} : {listing(parts)}{sure}"


def base(changes: pd.DataFrame, editions: tuple[int, int], asked: int, supposed: bool) -> str:
    """« n = 370 en 2024 (74 % de 500) ; base de 2020 non indiquée, supposée la même »; when it is indicated,
    « n = 370 en 2026, 350 en 2024 ».
    """
    earlier, later = editions
    n = changes["n_after"].iloc[0]
    part = f" ({share(n / asked)} de {number(asked)})" if round(n) != asked else ""
    if not supposed:
        return f"n = {number(n)} en {later}{part}, {number(changes['n_before'].iloc[0])} en {earlier}"
    return f"n = {number(n)} en {later}{part} ; base de {earlier} non indiquée, supposée la même"


def margin_note(*, dense: bool = False) -> str:
    """What « solide » means and what it supposes, under each chart, with the shapes of a ``dense`` one."""
    return (
        ("Rond vide : non démontré par l’échantillon. " if dense else "")
        + "Solide : au-delà de la marge d’un sondage aléatoire simple, même corrigée pour tous les tests "
        "(Holm) ; fragile : au-delà de la marge seulement (vue Méthode)."
    )


def payroll(software: pd.DataFrame, outsourced: pd.DataFrame, editions: tuple[int, int]) -> str:
    """Payroll software and payroll done outside, in one sentence: the first alone would mislead."""
    inside = software[software["item"] == "Paie"]
    if inside.empty or outsourced.empty:
        return ""
    used, outside = inside.iloc[0], outsourced.iloc[0]
    return (
        f"Paie, à lire ensemble : {share(used['after'])} ont un logiciel "
        f"({share(used['before'])} en {editions[0]}) et {share(outside['after'])} externalisent leur paie "
        f"({share(outside['before'])} en {editions[0]})."
    )


def online_limit(absent: float, base_share: float, printed: float, base_label: str) -> str:
    """Where the shares of the document don't meet, rounding included: empty when they do.

    ``absent``: firms of the base without any presence; ``base_share``: the base among all firms;
    ``printed``: firms online among all, as the document prints it elsewhere.
    """
    most = sampling.highest_product(1 - absent, base_share)
    if printed - sampling.ROUNDING <= most:
        return ""
    return (
        f"Deux chiffres du document ne se rejoignent pas : {share(1 - absent)} des {share(base_share)} "
        f"de la base font au plus {share(most)} des entreprises présentes en ligne, arrondis compris ; "
        f"il écrit {share(printed)} ailleurs ({base_label}). À faire préciser par la CCIM."
    )


def covid_title(yes: float, no: float) -> str:
    """What firms answer, both ways."""
    return (
        f"Crise sanitaire, accélérateur du numérique : {share(yes)} des entreprises répondent oui, "
        f"{share(no)} non"
    )
