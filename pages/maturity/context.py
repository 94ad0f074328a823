"""Around the survey figures of « Maturité »: the crisis, the interviews, the survey, what is not readable."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Figure, Gap, Number, Passage, View
from components.figures.evidence import cite
from data.french.formats import number, points, share
from data.indicators import sampling
from pages.maturity import evidence
from pages.maturity import words as sentences

HOLDER = "CCIM, commanditaire de l’étude"
HOW = "Rapport complet de l’étude à lui demander."
SYNOPSIS = "TRANSFORMATION NUMÉRIQUE – SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS"
OBSTACLES = "NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS"
EARLIER_STUDY = ("la1ere-maturite-2020", "ccim-maturite-2020", "awitec-2020")
LANDMARKS = "small-firms-france"
STUDY_FIGURES = (
    "ref-maturite-2024-echantillon",
    "ref-maturite-2020-echantillon",
    "ref-maturite-2020-univers",
    "ref-maturite-2024-entretiens",
)


def online_actions(view: View, slides: pd.DataFrame) -> Gap:
    return Gap(
        "« Votre présence sur Internet s’accompagne-t-elle ? »",
        reason="Le graphique est une image dont on ne lit que huit valeurs pour dix emplacements : "
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
    rows = rows[rows["edition"] == rows["edition"].max()]
    yes, no = (rows[rows["status"] == status].iloc[0] for status in ("yes", "no"))
    meetings = facts.pick(figures, "ref-maturite-2024-entretiens")
    continuity = facts.pick(figures, "remote-continuity")
    said = quotes.on(statements, "interviews", kinds=("driver",))
    said = said[said["text"].str.contains("crise sanitaire", case=False)]
    oref = quotes.on(statements, "training-bodies", sources=("oref-formation",), kinds=("driver",))
    return Figure(
        title=sentences.covid_title(yes["share"], no["share"]),
        subtitle="Trois publics, trois questions : ces réponses ne se mesurent pas l’une à l’autre",
        numbers=(
            Number(
                share(yes["share"]),
                "des entreprises répondent oui",
                f"non : {share(no['share'])} · n = {number(yes['sample_size'])}, "
                f"± {points(_alone(yes), decimals=1, signed=False)}",
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
        caution="« COVID-10 » : écrit ainsi dans le document.",
        evidence=(
            *evidence.read(view, rows),
            *cite(view, said),
            *cite(view, meetings),
            *cite(view, continuity),
            *evidence.samples(view, figures, evidence.SAMPLES[:1]),
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


def study(view: View, statements: pd.DataFrame, figures: pd.DataFrame) -> Figure | None:
    """What the survey was for, who made it, how many firms it asked."""
    return facts.figure(
        view,
        facts.pick(figures, *STUDY_FIGURES),
        quotes.on(statements, "maturity", kinds=("stake", "finding")),
        title="Étude Maturité digitale : objectifs et échantillons",
        subtitle="Ce qu’en disent le document et la presse",
    )


def edition_2020(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    """What other documents say of the edition of 2020, never the start of a change."""
    rows = facts.on(figures, "earlier-studies")
    return facts.figure(
        view,
        rows[rows["source_id"].isin(EARLIER_STUDY)],
        quotes.on(statements, "earlier-studies", sources=EARLIER_STUDY),
        title="Ce qu’on lit ailleurs de l’édition 2020",
        subtitle="Repères d’autres documents, chacun avec sa base",
        caution="Bases et questions non vérifiées : ce n’est pas le point de départ d’une évolution.",
    )


def landmarks(view: View, figures: pd.DataFrame) -> Figure | None:
    """What national surveys say of small firms: other questions, other firms, never the start of a change."""
    rows = facts.on(figures, LANDMARKS)
    if rows.empty:
        return None
    site, used = facts.pick(rows, "insee-2022-site", "france-num-2025-ia")["value_low"]
    return facts.figure(
        view,
        rows,
        title=f"En France, {share(site)} des microentreprises sur Internet ont un site web (2022), et "
        f"{share(used)} des TPE et PME utilisent des outils d’IA (2025)",
        subtitle="Repères nationaux sur les petites entreprises, lus dans la presse et chez l’Insee",
        caution="Un repère, pas une comparaison : autres enquêtes, autres questions. France Num 2024 est "
        "redressé sur les régions de l’Hexagone, sans les DROM.",
        wordy=True,
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
