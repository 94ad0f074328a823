"""Around the survey figures of « Maturité »: the crisis, the interviews, the study, what is not readable."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Figure, Gap, Number, Passage, Table, View
from components.figures.evidence import cite
from data.french.formats import NARROW_SPACE, number, points, share
from data.indicators import sampling
from pages.maturity import words as sentences

HOLDER = "CCIM, commanditaire de l’étude"
HOW = "Il suffira de saisir les valeurs du rapport complet dans les sources du tableau de bord."
SYNOPSIS = "TRANSFORMATION NUMÉRIQUE – SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS"
OBSTACLES = "NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS"
EARLIER_STUDY = ("la1ere-maturite-2020", "ccim-maturite-2020", "awitec-2020")
STUDY_FIGURES = (
    "ref-maturite-2024-echantillon",
    "ref-maturite-2020-echantillon",
    "ref-maturite-2020-univers",
    "ref-maturite-2024-entretiens",
)


def online_actions(view: View, slides: pd.DataFrame) -> Gap:
    return Gap(
        "« Votre présence sur Internet s’accompagne-t-elle ? »",
        reason="Le graphique du support est une image dont on ne lit que huit valeurs "
        "pour dix emplacements : "
        "aucune ne peut être attribuée à une réponse ni à une année.",
        holder=HOLDER,
        how=HOW,
        note=note(slides, SYNOPSIS, "picture-only"),
    )


def obstacles(view: View, slides: pd.DataFrame) -> Gap:
    return _picture_only(slides, "Les trois freins principaux au numérique", "freins")


def priorities(view: View, slides: pd.DataFrame) -> Gap:
    return _picture_only(slides, "Les deux chantiers prioritaires à court terme", "chantiers")


def covid(view: View, answers: pd.DataFrame, statements: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """Three publics, three questions: firms, people interviewed, training bodies, side by side."""
    rows = answers[answers["question_id"] == "covid-acceleration"]
    yes = rows[rows["status"] == "yes"].iloc[0]
    meetings = facts.pick(figures, "ref-maturite-2024-entretiens")
    continuity = facts.pick(figures, "remote-continuity")
    said = quotes.on(statements, "interviews", kinds=("driver",))
    said = said[said["text"].str.contains("crise sanitaire", case=False)]
    oref = quotes.on(statements, "training-bodies", sources=("oref-formation",), kinds=("driver",))
    return Figure(
        title=sentences.covid_title(yes["share"]),
        subtitle="Trois publics, trois questions : ces réponses ne se mesurent pas l’une à l’autre",
        numbers=(
            Number(
                share(yes["share"]),
                "des entreprises répondent oui",
                f"n = {number(yes['sample_size'])}, ±{NARROW_SPACE}"
                f"{points(_alone(yes), decimals=1, signed=False)}",
            ),
            Number(number(meetings["value_low"].iloc[0]), "entretiens", str(meetings["base_label"].iloc[0])),
            Number(
                _range(continuity.iloc[0]),
                f"({continuity['qualifier'].iloc[0]}) des organismes maintenus grâce au numérique",
                str(continuity["base_label"].iloc[0]),
            ),
        ),
        passages=(
            Passage("Entreprises (enquête de la CCIM)", (f"« {yes['question']} »",)),
            Passage("Acteurs interrogés (entretiens)", tuple(said["text"])),
            # On a projector, the sentence that answers the same question.
            Passage("Organismes de formation (OREF)", tuple(oref["text"])[-1 if view.projection else 0 :]),
        ),
        caution="« COVID-10 » : tel qu’imprimé dans le support.",
        evidence=(
            *cite(view, rows.head(1), base=str(yes["base_label"])),
            *cite(view, said),
            *cite(view, meetings),
            *cite(view, continuity),
        ),
    )


def interviews(view: View, statements: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    rows = quotes.on(statements, "interviews")
    count = facts.pick(figures, "ref-maturite-2024-entretiens")
    return Figure(
        title="Ce que disent les entretiens",
        subtitle=f"{facts.written(count.iloc[0])} thématiques, qui ne mesurent pas de fréquence",
        passages=quotes.passages(rows),
        evidence=(*cite(view, rows), *cite(view, count)),
    )


def study(view: View, statements: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    rows = quotes.on(statements, "maturity", kinds=("stake",))
    counts = facts.pick(figures, *STUDY_FIGURES)
    return Figure(
        title="L’étude : objectifs et échantillons",
        subtitle="Ce qu’en disent le support et la presse",
        table=Table(facts.table(counts)),
        table_first=True,
        passages=quotes.passages(rows),
        evidence=(*cite(view, rows), *cite(view, counts)),
    )


def edition_2020(view: View, figures: pd.DataFrame) -> Figure | None:
    rows = facts.on(figures, "earlier-studies")
    rows = rows[rows["source_id"].isin(EARLIER_STUDY)]
    if rows.empty:
        return None
    return Figure(
        title="Ce qu’on lit ailleurs de l’édition 2020",
        subtitle="Repères hors support, chacun avec sa base",
        table=Table(facts.table(rows)),
        table_first=True,
        evidence=cite(view, rows),
        caution="Bases et questions non vérifiées : ce n’est pas le point de départ d’une évolution.",
    )


def _range(figure: pd.Series) -> str:
    """« 70–80 % », as the slide prints it: a large figure holds no more."""
    return f"{number(100 * figure['value_low'])}–{share(figure['value_high'])}"


def _alone(answer: pd.Series) -> float:
    return sampling.margin_of_share(answer["share"], answer["sample_size"] * answer["base_share"])


def note(slides: pd.DataFrame, title: str, state: str, word: str = "") -> str:
    """The note of the slide that holds what the page cannot show; empty when it is not listed."""
    found = slides.loc[(slides["title"] == title) & (slides["state"] == state), "note"].dropna()
    return next((str(note) for note in found if word in note), "")


def _picture_only(slides: pd.DataFrame, title: str, word: str) -> Gap:
    return Gap(title, holder=HOLDER, how=HOW, note=note(slides, OBSTACLES, "picture-only", word))
