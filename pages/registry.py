"""The pages of the application, each declared once: everything else reads this list.

A page's modules are named here as strings and loaded on use: pages never import each other.
"""

from __future__ import annotations

import logging

from components.figures.pages import Contents, PageSpec, ViewSpec

log = logging.getLogger(__name__)

# An inline drawing: a named icon would be fetched from another host, and a picture decoded at each run.
ICON = (
    '<svg viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1B4F8A"/>'
    '<rect x="13" y="33" width="10" height="18" fill="#9DC1EA"/>'
    '<rect x="27" y="22" width="10" height="29" fill="#FFFFFF"/>'
    '<rect x="41" y="11" width="10" height="40" fill="#F0A24B"/></svg>'
)


def _views(**labels: str) -> tuple[ViewSpec, ...]:
    return tuple(ViewSpec(slug, label) for slug, label in labels.items())


PAGES: dict[str, PageSpec] = {
    page.name: page
    for page in (
        PageSpec(
            "synthese", "overview", "Synthèse", ":material/dashboard:",
            "Le numérique en Martinique, en un écran",
            _views(essentiel="L’essentiel"),
            home=True, presented=False,
        ),
        PageSpec(
            "secteur", "sector", "Secteur", ":material/apartment:",
            "Que pèse le secteur numérique en Martinique ?",
            _views(essentiel="L’essentiel", territoires="Territoires", enjeux="Enjeux et thèmes",
                   reperes="Repères"),
        ),
        PageSpec(
            "maturite", "maturity", "Maturité", ":material/trending_up:",
            "Les entreprises sont-elles plus numériques qu’en 2020 ?",
            _views(essentiel="L’essentiel", equipements="Équipements", logiciels="Logiciels",
                   presence="Présence en ligne", freins="Freins et entretiens", methode="Méthode"),
        ),
        PageSpec(
            "formations", "training", "Formations", ":material/school:",
            "Où se forme-t-on au numérique ?",
            _views(carte="Carte", offres="Offres", acces="Accès", scenario="Scénario",
                   pratiques="Pratiques et besoins", sources="Sources"),
        ),
        PageSpec(
            "competences", "skills", "Compétences", ":material/psychology:",
            "Quelles compétences et quels métiers manquent ?",
            _views(essentiel="L’essentiel", besoin="Besoin et offre", recrutements="Recrutements",
                   tension="Tension", demandees="Compétences demandées", paroles="Paroles de professionnels",
                   entreprises="Entreprises"),
        ),
        PageSpec(
            "preconisations", "recommendations", "Préconisations", ":material/lightbulb:",
            "Que recommande-t-on, et qui le porte ?",
            _views(essentiel="L’essentiel", toutes="Toutes", relier="Relier"),
        ),
        PageSpec(
            "schema", "plan", "Schéma", ":material/account_tree:",
            "Où en est le Schéma numérique 2024-2027 ?",
            _views(budget="Budget", actions="Actions", suivi="Suivi", saisir="Saisir", piliers="Piliers",
                   contexte="Contexte"),
        ),
        PageSpec(
            "seance", "meeting", "Séance", ":material/event:",
            "Que fait-on aujourd’hui, et qu’a-t-on décidé ?",
            _views(aujourdhui="Aujourd’hui", animation="Animation", decisions="Décisions",
                   documents="Documents", reglages="Réglages"),
            presented=False,
        ),
        PageSpec(
            "donnees", "datasets", "Données", ":material/database:",
            "D’où viennent les chiffres, et que manque-t-il ?",
            _views(etat="État", charger="Charger", catalogue="Catalogue", diapositives="Diapositives"),
            presented=False,
        ),
    )
}  # fmt: skip
# The catalogue of data is consulted, and the meeting led: neither is presented.
PRESENTED = tuple(page.name for page in PAGES.values() if page.presented)
HOME = next(page for page in PAGES.values() if page.home)


def all_contents(*names: str) -> dict[str, Contents]:
    """The contents of the pages named (of all, when none is), imported now, in the order of the pages.

    A page whose module fails is left out and logged: the documents name it.
    """
    found: dict[str, Contents] = {}
    for page in PAGES.values():
        if names and page.name not in names:
            continue
        try:
            found[page.name] = page.contents()
        except Exception:
            log.exception("the contents of page %r could not be imported", page.name)
    return found
