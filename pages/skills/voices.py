"""« Compétences », what professionals and partners say: testimonies, interventions, what is still awaited."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import quotes
from components.figures.blocks import Block, Figure, Gap, Passage, View
from components.figures.evidence import cite
from components.figures.reserved import TITLES, reserved
from data.french.formats import count, listing
from pages.skills.words import COLON

UNSIGNED = f"Auteur déduit{COLON}seule la première diapositive du témoignage est signée (Open It)."


def interventions(view: View, statements: pd.DataFrame, agenda: pd.DataFrame) -> Figure:
    """What AKTO and France Travail were to speak about, as announced."""
    said = quotes.on(statements, "skills-needs")
    passages = tuple(
        Passage(
            heading=_about(str(organisation), rows),
            sentences=tuple(rows["text"]),
            speaker=_speaker(agenda, str(organisation)),
        )
        for organisation, rows in said.groupby("organisation", sort=False)
    )
    return Figure(
        title=f"{listing(list(dict.fromkeys(said['organisation'])))}{COLON}de quoi ils peuvent parler",
        subtitle="Mots de la présentation (« 203/2024 » compris)"
        + ("" if view.projection else " ; elle n’en donne aucun résultat"),
        passages=passages,
        evidence=cite(view, said),
    )


def _about(organisation: str, rows: pd.DataFrame) -> str:
    """« France Travail : pouvant porter sur », as far as the deck commits itself."""
    hedge = str(rows["parent"].iloc[0]).rpartition(" – ")[2].lower()
    return f"{organisation}{COLON}{hedge}" if hedge.startswith("pouvant") else organisation


def awaited(view: View, slides: pd.DataFrame) -> Gap:
    """The slides of AKTO and France Travail that exist only as pictures, on one card."""
    rows = _missing(slides)
    rows = rows[rows["section"] == "Cartographie des besoins en compétences"]
    # Nothing says what the slide without any text showed, nor who holds it: it counts among no one's.
    wordless = rows["title"].str.startswith("(Sans texte)")
    held = rows[~wordless]
    holders = listing(list(dict.fromkeys(held["holder"])))
    lines = [
        f"• {holder}{COLON}{title}{f' ({part})' if isinstance(part, str) else ''}"
        for holder, title, part in zip(held["holder"], held["title"], held["part"], strict=True)
    ]
    lines += [
        f"• Détenteur {holder}{COLON}une diapositive sans texte" for holder in rows.loc[wordless, "holder"]
    ]
    return Gap(
        f"{holders}{COLON}{count(len(held), 'contenu')} à recevoir",
        reason="Donnée non disponible dans le document source"
        f"{COLON}ces diapositives n’y existent qu’en image ou en titre.",
        holder=holders,
        note="\n".join(lines),
    )


def jobs_and_needs(view: View, statements: pd.DataFrame) -> Figure:
    """Emerging jobs, particular jobs and needs: the slides that follow the signed one."""
    said = quotes.on(statements, "testimonies", sources=("open-it",))
    kept = said[said["certainty"] == "inferred"]
    passages = quotes.passages(kept)
    return Figure(
        title=f"Open IT{COLON}{count(len(kept), 'point')} sur les métiers et les besoins",
        subtitle="Témoignage cité mot à mot",
        passages=passages,
        evidence=cite(view, kept),
        caution=UNSIGNED,
    )


def vision(view: View, statements: pd.DataFrame) -> Figure:
    said = quotes.on(statements, "testimonies", sources=("open-it",))
    kept = said[said["certainty"] == "read"]
    return Figure(
        title=f"La vision du numérique selon Open IT, en {count(len(kept), 'axe')}",
        subtitle="Témoignage cité mot à mot, diapositive signée",
        passages=tuple(replace(passage, speaker="Open IT") for passage in quotes.passages(kept)),
        evidence=cite(view, kept),
    )


def videos(view: View, links: pd.DataFrame) -> Figure | None:
    rows = links[links["theme"] == "testimonies"]
    if rows.empty:
        return None
    return Figure(
        title=f"{count(len(rows), 'vidéo')} à voir en ligne, à la suite des témoignages",
        subtitle="Adresses données sans titre dans la présentation",
        links=tuple(zip(rows["label"], rows["url"], strict=True)),
        evidence=cite(view, rows),
    )


def missing_testimonies(view: View, slides: pd.DataFrame, statements: pd.DataFrame) -> Gap:
    rows = _missing(slides)
    rows = rows[rows["section"] == "Témoignages de professionnels"]
    topics = quotes.on(statements, "testimonies", kinds=("stake",))["text"].str.strip(" ,")
    return Gap(
        f"Témoignages de {listing(list(rows['holder']))}",
        reason="Donnée non disponible dans le document source"
        f"{COLON}dix minutes prévues chacune, sans texte.",
        holder=" et ".join(rows["holder"]),
        note=f"Sujets proposés par la présentation{COLON}{', '.join(topics).lower()}.",
    )


def _missing(slides: pd.DataFrame) -> pd.DataFrame:
    return slides[(slides["page"] == "competences") & (slides["state"] == "picture-only")]


def _speaker(agenda: pd.DataFrame, organisation: str) -> str:
    """Who speaks for it and for how long, as the agenda says."""
    rows = agenda[agenda["speaker"].fillna("").str.contains(organisation, regex=False)]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    if pd.isna(row["minutes"]):
        return str(row["speaker"])
    return f"{row['speaker']}, {count(row['minutes'], 'minute prévue', 'minutes prévues')}"


BLOCKS = (
    Block(
        "competences-open-it-vision",
        "Vision du numérique",
        vision,
        ("statements",),
        terms=("IA", "CARICOM"),
    ),
    Block(
        "competences-open-it-metiers",
        "Métiers émergents, métiers particuliers, besoins",
        jobs_and_needs,
        ("statements",),
        terms=("IA", "Cloud", "Data mining"),
    ),
    Block(
        "competences-interventions",
        "Interventions d’AKTO et de France Travail",
        interventions,
        ("statements", "agenda"),
        width="half",
        terms=("AKTO", "DPAE", "DE"),
    ),
    Block(
        "competences-attendus",
        "Contenus à recevoir",
        awaited,
        ("slides",),
        width="half",
        terms=("STMT", "DPAE", "INTERIM"),
    ),
    *(
        Block(
            f"competences-{name}",
            TITLES[name],
            reserved(name),
            ("indicators?",),
            width="half",
            silent=True,
            terms=terms,
        )
        for name, terms in (("stmt", ("STMT",)), ("de-formes", ("DE",)), ("dpae", ("DPAE",)), ("interim", ()))
    ),
    Block(
        "competences-temoignages-attendus",
        "Témoignages à recevoir",
        missing_testimonies,
        ("slides", "statements"),
        width="half",
    ),
    Block("competences-videos", "Vidéos", videos, ("links",), width="half"),
)
