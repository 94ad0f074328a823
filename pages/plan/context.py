"""What « Schéma » opens on: the territory's stakes, its infrastructure, fibre, how the plan was made."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Block, Figure, Number, Passage, Table, View
from components.figures.evidence import cite
from data.french.formats import count, interval, is_unknown, listing, number
from pages.plan import fibre_series
from pages.plan import words as sentences

SCHEME = "schema-numerique-2024"
TARGET = "fibre-plugs-target"
DONE = "ref-fibre-2025-objectif-fait"
COVERED = "ref-fibre-2025-couverture"
FIBRE = "Très Haut Débit Fixe"
END_OF_WORKS = "Fin des travaux annoncée"


def stakes(view: View, statements: pd.DataFrame) -> Figure | None:
    rows = quotes.on(statements, "schema-stakes")
    listed = rows[rows["kind"] == "stake"]
    if listed.empty:
        return None
    opening = rows.loc[rows["kind"] == "finding", "text"]
    return Figure(
        title=f"Un territoire face à {count(len(listed), 'enjeu', 'enjeux')}",
        subtitle=" ".join(opening),
        passages=quotes.passages(listed),
        evidence=cite(view, rows),
    )


def infrastructure(view: View, statements: pd.DataFrame) -> Figure | None:
    """Cables, datacenter, mobile: what the plan says of each."""
    rows = quotes.on(statements, "infrastructure", sources=(SCHEME,))
    rows = rows[rows["parent"] != FIBRE]
    if rows.empty:
        return None
    return Figure(
        title=f"Infrastructures : {listing([name.lower() for name in rows['parent'].unique()])}",
        subtitle="Ce que le Schéma dit des infrastructures, hors fibre",
        passages=quotes.passages(rows),
        evidence=cite(view, rows),
    )


def fibre(view: View, statements: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """The target of the plan beside what was published later: numbers side by side, on no common axis."""
    rows = facts.pick(figures, TARGET, DONE, COVERED)
    target, done = rows.iloc[0], rows.iloc[1]
    announced = None if is_unknown(done["horizon"]) else int(done["horizon"])
    published = facts.on(figures, "infrastructure")
    published = published[published["figure_id"].str.contains("fibre")]
    said = quotes.on(statements, "infrastructure")
    plan, press = said[said["parent"] == FIBRE], said[said["source_id"] == done["source_id"]]
    numbers = [_fibre_number(view, row) for _, row in rows.iterrows()]
    table = _published(view, published)
    if announced is not None:
        numbers.append(Number(str(announced), END_OF_WORKS, _origin(view, done)))
        table.loc[len(table)] = [END_OF_WORKS, str(announced), _origin(view, done), str(done["base_label"])]
    return Figure(
        title=sentences.fibre_title(target, announced),
        subtitle="L’objectif du Schéma, à côté de ce que la presse a publié : unités et périmètres "
        "différents, sans axe commun",
        numbers=tuple(numbers),
        table=Table(table),
        # The first number says it already: on a projected screen the sources need the room.
        passages=(Passage("Ce que dit le Schéma", tuple(plan["text"])),)
        if len(plan) and not view.projection
        else (),
        evidence=cite(view, pd.concat([published, press])),
        caution=_disagreement(published),
    )


def convergence(view: View, figures: pd.DataFrame) -> Figure | None:
    rows = facts.on(figures, "infrastructure")
    return facts.figure(
        view,
        rows[rows["figure_id"].str.startswith("ref-convergence")],
        title="Contrat de convergence : les montants publiés pour le numérique",
        subtitle="Repères d’autres sources, avec leur périmètre",
        caution="Autre périmètre que les actions du Schéma : les montants ne s’ajoutent pas.",
    )


def illectronism(view: View, figures: pd.DataFrame) -> Figure | None:
    """How many people cannot use digital tools, from the press: what the first pillar says it fights."""
    rows = facts.on(figures, "schema-stakes")
    if rows.empty:
        return None
    return Figure(
        title="Illectronisme, d’après la presse",
        subtitle="Repères hors Schéma, chacun avec son périmètre",
        table=Table(_published(view, rows)),
        table_first=True,
        evidence=cite(view, rows),
    )


def process(view: View, statements: pd.DataFrame, slides: pd.DataFrame) -> Figure | None:
    """How the plan was made; labels whose number stayed in a picture are shown as such."""
    rows = quotes.on(statements, "schema", sources=(SCHEME,))
    rows = rows[rows["parent"] == "Un processus collaboratif"]
    if rows.empty:
        return None
    alone = rows["note"].notna()
    adoption = quotes.on(statements, "schema").query("source_id != @SCHEME")
    passages = [Passage("Ce que dit le Schéma", tuple(rows.loc[~alone, "text"]))]
    if alone.any():
        passages.append(Passage("Autres mentions de la diapositive", tuple(rows.loc[alone, "text"])))
    if len(adoption):
        passages.append(Passage("D’après la CTM (reformulé)", tuple(adoption["text"])))
    picture = slides[
        (slides["page"] == "schema")
        & (slides["state"] == "picture-only")
        & slides["title"].isin(rows["locator"])
    ]
    return Figure(
        title="Un Schéma élaboré avec l’écosystème martiniquais",
        subtitle="Comment le document a été construit, puis adopté",
        passages=tuple(passages),
        evidence=cite(view, pd.concat([rows, adoption])),
        caution="Le schéma du processus n’existe qu’en image dans le document ; son détenteur : "
        f"{' et '.join(dict.fromkeys(picture['holder'].dropna()))}."
        if len(picture)
        else "",
    )


def _origin(view: View, row: pd.Series) -> str:
    """« Martinique la 1ère, 2025 »."""
    publisher = view.sources.get(str(row["source_id"]), {}).get("publisher")
    name = str(row["source_id"]) if is_unknown(publisher) else str(publisher)
    if is_unknown(row["year"]):
        return name
    # The year of an article without date is a deduction, noted as such where it is typed.
    deduced = "non daté" in str(row["note"])
    return f"{name}, vers {int(row['year'])} (déduit)" if deduced else f"{name}, {int(row['year'])}"


def _fibre_number(view: View, row: pd.Series) -> Number:
    # The end of works has its own number: the horizon of the target is the only one to repeat here.
    horizon = f" · horizon {int(row['horizon'])}" if row["figure_id"] == TARGET else ""
    value = number(row["value_low"]) if row["figure_id"] == TARGET else _value(row)
    return Number(value, _without_end(row), f"{_origin(view, row)}{horizon}")


def _value(row: pd.Series) -> str:
    """« objectif 100 000 », « 1/3 »: the label says that plugs are counted."""
    unit = "" if row["unit"] == "prises" else str(row["unit"])
    qualifier = None if is_unknown(row["qualifier"]) else str(row["qualifier"])
    return sentences.fibre_value(row, interval(row["value_low"], row["value_high"], unit, qualifier))


def _without_end(row: pd.Series) -> str:
    """What a figure measures; the end of works, in parentheses in one of them, is a figure of its own."""
    return str(row["label"]).split(" (fin des travaux")[0]


def _published(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Fibre figures as read, each with its source, year and perimeter."""
    return pd.DataFrame(
        {
            "Chiffre": [_without_end(row) for _, row in rows.iterrows()],
            "Valeur": [_value(row) for _, row in rows.iterrows()],
            "Source": [_origin(view, row) for _, row in rows.iterrows()],
            "Périmètre": facts.table(rows)["Périmètre ou base"].tolist(),
        }
    )


def _disagreement(rows: pd.DataFrame) -> str:
    """Where the sources contradict each other; nothing is chosen between them."""
    known = rows.set_index("figure_id")["value_low"]
    wanted = (
        TARGET,
        "ref-fibre-2022-prises-ctm",
        "ref-fibre-2022-prises-privees",
        "ref-fibre-2022-prises-necessaires",
    )
    if not set(wanted) <= set(known.index):
        return ""
    target, public, private, needed = (known[name] for name in wanted)
    if public == target and public + private == needed:
        return ""
    return (
        f"Les sources ne concordent pas : {number(target)} prises par Martinique THD (Schéma), "
        f"{number(public)} par la CTM (Megazap) ; au total, {number(needed)} (RCI) ou "
        f"{number(public + private)} en ajoutant celles des opérateurs privés (Megazap). "
        "Aucune n’est retenue contre une autre."
    )


BLOCKS = (
    Block("schema-enjeux", "Enjeux du territoire", stakes, ("statements",), follows=()),
    Block(
        "schema-infrastructures",
        "Infrastructures",
        infrastructure,
        ("statements",),
        follows=(),
        terms=("ECFS, Americas II", "Datacenter", "Tier III"),
    ),
    Block("schema-fibre", "Fibre", fibre, ("statements", "key_figures"), follows=(), terms=("THD", "CTM")),
    fibre_series.BLOCK,
    Block(
        "schema-convergence",
        "Repères : contrat de convergence",
        convergence,
        ("key_figures",),
        folded=True,
        follows=(),
    ),
    Block(
        "schema-illectronisme",
        "Repères : illectronisme",
        illectronism,
        ("key_figures",),
        folded=True,
        follows=(),
        perimeter="Martinique et France",
        terms=("Illectronisme",),
    ),
    Block("schema-elaboration", "Élaboration", process, ("statements", "slides"), follows=()),
)
