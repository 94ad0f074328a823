"""« Compétences », what firms and partners say: survey of firms, interventions, testimonies, gaps."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import facts, quotes
from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Gap, Passage, View
from components.figures.evidence import cite
from components.figures.palette import TERRITORY, UNPLACED
from data.french.formats import count, listing, number, share
from pages.skills.words import COLON

SURVEY = (
    f"Enquête auprès d’entreprises du numérique (ESN), effectif et année non imprimés{COLON}ce ne sont pas "
    "les 1\u202f522 établissements."
)
REST = "Sud ou non précisé"
HOW = "Il suffira de charger leurs tableaux (indicateur, catégorie, période, valeur, unité, base)."
UNSIGNED = f"Auteur déduit{COLON}seule la première diapositive du témoignage est signée (Open It)."


def places(view: View, figures: pd.DataFrame) -> Figure:
    """Where the firms surveyed are; the rest is grey, since the source does not place it."""
    rows = facts.pick(figures, "esn-centre", "esn-cap-nord")
    centre, north = (float(value) for value in rows["value_low"])
    rest = round(1 - centre - north, 6)
    labels = ("Centre", "Nord (Cap Nord)", REST)
    frame = pd.DataFrame({"place": labels, "part": (centre, north, rest)})
    return bars(
        frame,
        label="place",
        value="part",
        unit="share",
        key="place",
        colors=dict(zip(labels, (TERRITORY["Centre"], TERRITORY["Nord"], UNPLACED), strict=True)),
        opening="Barres.",
        headers={"place": "Implantation", "part": "Part"},
    ).figure(
        f"{share(centre)} des entreprises du numérique interrogées sont au Centre",
        subtitle=f"Implantation, en part des entreprises interrogées (n non imprimé). {SURVEY}",
        evidence=cite(view, rows),
        caution=f"{REST}{COLON}{share(rest)}, calculé par différence. La source ne dit pas ce qui revient "
        "au Sud.",
    )


def clients(view: View, figures: pd.DataFrame) -> Figure:
    """Who buys from the firms surveyed: several answers each, so nothing is stacked."""
    rows = facts.pick(figures, "esn-clients-businesses", "esn-clients-public", "esn-clients-households")
    rows = rows.sort_values("value_low", ascending=False, kind="stable")
    labels = tuple(str(label).split(":")[-1].strip().capitalize() for label in rows["label"])
    values = tuple(map(float, rows["value_low"]))
    return bars(
        pd.DataFrame({"client": labels, "part": values}),
        label="client",
        value="part",
        unit="share",
        opening="Barres.",
        headers={"client": "Clients", "part": "Part"},
    ).figure(
        f"{share(values[0])} des entreprises du numérique interrogées ont pour clients des "
        f"{labels[0].lower()}, {share(values[1])} des {labels[1].lower()}",
        subtitle="Types de clients, en part des entreprises interrogées (n non imprimé) ; plusieurs "
        "réponses possibles, les parts ne s’additionnent pas",
        evidence=cite(view, rows),
        caution=SURVEY,
    )


def profile(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """Sizes quoted and never stacked, activities as the slide lists them."""
    rows = facts.pick(figures, "esn-very-small", "esn-medium")
    said = quotes.on(statements, "digital-firms")
    kept = said[said["statement_id"].str.contains("domains|local")]
    return Figure(
        title=f"{share(rows['value_low'].iloc[0])} des entreprises du numérique interrogées ont 0 à 1 "
        "salarié",
        subtitle=f"Taille et activités des entreprises interrogées (n non imprimé). {SURVEY}",
        numbers=facts.numbers(rows),
        passages=quotes.passages(kept),
        evidence=cite(view, pd.concat([rows, kept])),
        caution="« Taille intermédiaire » n’est pas définie par la source, et le support dit aussi "
        "« Représentation significative d’entreprises de 2 à 9 salariés »"
        f"{COLON}ces parts se citent, elles ne se cumulent pas.",
    )


def activities(view: View, slides: pd.DataFrame) -> Gap:
    row = _missing(slides)[lambda rows: rows["section"] == "Signalétique des entreprises"].iloc[0]
    return Gap(
        "Répartition par grandes catégories d’activités des entreprises interrogées",
        reason=f"Donnée non disponible dans le document source{COLON}le graphique n’y existe qu’en image.",
        holder=str(row["holder"]),
        how="Il suffira de saisir la part de chaque catégorie.",
    )


def interventions(view: View, statements: pd.DataFrame, agenda: pd.DataFrame) -> Figure:
    """What AKTO and France Travail were to speak about, as announced."""
    said = quotes.on(statements, "skills-needs")
    passages = tuple(
        Passage(
            heading=str(organisation),
            sentences=tuple(rows["text"]),
            speaker=_speaker(agenda, str(organisation)),
        )
        for organisation, rows in said.groupby("organisation", sort=False)
    )
    return Figure(
        title=f"{listing([passage.heading for passage in passages])}{COLON}interventions annoncées, sans "
        "donnée dans le support",
        subtitle="Annonces telles que le support les imprime (« 203/2024 » compris) ; non décliné par "
        "domaine ni par territoire",
        passages=passages,
        evidence=cite(view, said),
    )


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
        how=HOW,
        note="\n".join(lines),
    )


def jobs_and_needs(view: View, statements: pd.DataFrame) -> Figure:
    """Emerging jobs, particular jobs and needs: the slides that follow the signed one."""
    said = quotes.on(statements, "testimonies", sources=("open-it",))
    kept = said[said["certainty"] == "inferred"]
    passages = quotes.passages(kept)
    return Figure(
        title=f"Open IT{COLON}{count(len(kept), 'point')} sur les métiers et les besoins",
        subtitle="Témoignage cité tel qu’imprimé ; non décliné par domaine ni par territoire",
        passages=passages,
        evidence=cite(view, kept),
        caution=UNSIGNED,
    )


def vision(view: View, statements: pd.DataFrame) -> Figure:
    said = quotes.on(statements, "testimonies", sources=("open-it",))
    kept = said[said["certainty"] == "read"]
    return Figure(
        title=f"La vision du numérique selon Open IT, en {count(len(kept), 'axe')}",
        subtitle="Témoignage cité tel qu’imprimé, diapositive signée",
        passages=tuple(replace(passage, speaker="Open IT") for passage in quotes.passages(kept)),
        evidence=cite(view, kept),
    )


def videos(view: View, links: pd.DataFrame) -> Figure | None:
    rows = links[links["theme"] == "testimonies"]
    if rows.empty:
        return None
    return Figure(
        title=f"{count(len(rows), 'vidéo')} à voir en ligne, à la suite des témoignages",
        subtitle="Adresses imprimées sans titre dans le support",
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
        f"{COLON}interventions annoncées (10 mn chacune), sans texte.",
        holder=" et ".join(rows["holder"]),
        how="Il suffira d’ajouter leurs phrases au jeu des textes, sous le nom de chaque association.",
        note=f"Sujets proposés par le support{COLON}{', '.join(topics).lower()}.",
    )


def _missing(slides: pd.DataFrame) -> pd.DataFrame:
    return slides[(slides["page"] == "competences") & (slides["state"] == "picture-only")]


def _speaker(agenda: pd.DataFrame, organisation: str) -> str:
    """Who speaks for it and for how long, as the agenda says."""
    rows = agenda[agenda["speaker"].fillna("").str.contains(organisation, regex=False)]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    planned = "" if pd.isna(row["minutes"]) else f", {number(row['minutes'])} minutes prévues"
    return f"{row['speaker']}{planned}"


FIRMS, PARTNERS, TESTIMONIES = (
    "Entreprises du numérique interrogées",
    "AKTO et France Travail",
    "Témoignages de professionnels",
)

BLOCKS = (
    Block(
        "competences-esn-lieu",
        "Implantation des entreprises interrogées",
        places,
        ("key_figures",),
        follows=(),
        terms=("ESN", "CAP Nord"),
    ),
    Block(
        "competences-esn-profil",
        "Signalétique des entreprises",
        profile,
        ("key_figures", "statements"),
        follows=(),
        terms=("ESN",),
    ),
    Block(
        "competences-esn-clients",
        "Clients des entreprises interrogées",
        clients,
        ("key_figures",),
        follows=(),
        terms=("ESN",),
    ),
    Block(
        "competences-esn-activites",
        "Activités des entreprises interrogées",
        activities,
        ("slides",),
        follows=(),
    ),
    Block(
        "competences-interventions",
        "Interventions annoncées",
        interventions,
        ("statements", "agenda"),
        follows=(),
        terms=("AKTO", "DPAE", "DE"),
    ),
    Block(
        "competences-attendus",
        "Contenus à recevoir",
        awaited,
        ("slides",),
        follows=(),
        terms=("STMT", "DPAE", "INTERIM"),
    ),
    Block(
        "competences-open-it-metiers",
        "Métiers émergents, métiers particuliers, besoins",
        jobs_and_needs,
        ("statements",),
        follows=(),
        terms=("IA", "Cloud", "Data mining"),
    ),
    Block(
        "competences-open-it-vision",
        "Vision du numérique",
        vision,
        ("statements",),
        follows=(),
        terms=("IA", "CARICOM"),
    ),
    Block("competences-videos", "Vidéos", videos, ("links",), follows=()),
    Block(
        "competences-temoignages-attendus",
        "Témoignages à recevoir",
        missing_testimonies,
        ("slides", "statements"),
        follows=(),
    ),
)
