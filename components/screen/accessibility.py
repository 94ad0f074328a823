"""What a person with a disability can expect of the application, as it says itself: tried, known, unknown."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from components.screen import drawer
from components.screen.markdown import plain
from data.french import formats
from data.french.typography import french

# To be changed with what is said below it, and with nothing else.
_DATED = dt.date(2026, 11, 27)
# The law's word for what nobody has audited is « non conforme », whatever it is worth.
_STATE = (
    "faute d’audit : personne n’a encore contrôlé l’application critère par critère. "
    "Voici ce que nous avons essayé, avec Chromium et axe-core."
)
_PARTS = {
    "Conforme : vérifié à chaque version": (
        "Les règles automatiques d’axe-core (WCAG 2.2, niveaux A et AA), en thème clair, en thème sombre et "
        "projeté : contrastes, ordre des titres, noms des boutons et des champs.",
        "Chaque graphique et chaque carte a un texte qui en dit les valeurs.",
        "Au clavier, l’endroit où l’on est se voit ; une fenêtre se ferme par Échap et rend la place ; les "
        "touches Ctrl et K ouvrent la recherche.",
        "Aucun mot coupé, rien qui déborde au zoom de 200 % ni à 320 pixels de large (zoom de 400 %) : seuls "
        "défilent de côté les tableaux, les cartes et quelques graphiques larges.",
        "Avec les couleurs imposées par le système, la vue ouverte, les graphiques et la place du clavier se "
        "voient ; sans animation si le système le demande.",
    ),
    "En partie conforme, et pourquoi": (
        "Les tableaux qui se trient sont dessinés d’un bloc par Streamlit, un lecteur d’écran n’en lit "
        "qu’une copie réduite : l’impression de la page, ou le fichier CSV ou Excel de « Source et "
        "données », les donne entiers.",
        "Quelques mots restent en anglais, dans des parties de Streamlit que nous ne commandons pas.",
        "La zone où déposer un fichier porte deux rôles contraires, posés par Streamlit : le bouton qu’elle "
        "contient se lit et s’atteint.",
    ),
    "Non conforme, et que faire à la place": (
        "Les points de la carte ne s’atteignent pas au clavier, la bibliothèque qui la dessine ne le permet "
        "pas : la liste à côté d’elle, et la vue « Offres », disent la même chose.",
        "Les documents exportés (PowerPoint, Word, PDF) ne sont pas tous balisés pour un lecteur d’écran.",
    ),
    "Ce que nous ne savons pas": (
        "Aucun essai n’a été mené avec un lecteur d’écran par une personne qui s’en sert.",
    ),
}
_ASK = (
    "Un obstacle ? Dites-le à la personne qui a ouvert ce tableau de bord : elle peut vous donner la figure "
    "sous une autre forme (texte, tableau, document). Sans réponse, le Défenseur des droits peut être saisi."
)


def _draw() -> None:
    dated = f"Déclaration du {formats.day(_DATED)}"
    st.markdown(french(f"**État : non conforme au RGAA 4.1**, {plain(_STATE)} {plain(dated)}."))
    for title, sentences in _PARTS.items():
        st.markdown(f"## {plain(title)}")
        st.markdown("\n".join(f"- {plain(said)}" for said in sentences))
    st.caption(plain(_ASK))


def button() -> None:
    """The way to the statement, at the foot of the menu."""
    drawer.button(
        "Accessibilité",
        _draw,
        key="accessibilite",
        icon=":material/accessibility_new:",
    )
