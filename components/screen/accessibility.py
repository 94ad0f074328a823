"""What a person with a disability can expect of the application, as it says itself: tried, known, unknown."""

from __future__ import annotations

import streamlit as st

from components.screen import drawer
from components.screen.markdown import plain
from data.french.typography import french

# The law's word for what nobody has audited is « non conforme », whatever it is worth.
_STATE = (
    "faute d’audit : personne n’a encore contrôlé l’application critère par critère. "
    "Voici ce que nous avons essayé."
)
_PARTS = {
    "Ce qui est vérifié à chaque version, en thème clair, en thème sombre et projeté": (
        "Les règles automatiques d’axe-core (WCAG 2.2, niveaux A et AA) : contrastes, ordre des titres, "
        "noms des boutons et des champs.",
        "Chaque graphique et chaque carte a un texte qui en dit les valeurs, et son tableau « Source et "
        "données ».",
        "L’endroit où l’on est au clavier se voit ; rien ne déborde à 320 pixels de large (zoom de 400 %).",
    ),
    "Ce qui ne va pas, et que faire à la place": (
        "Les grands tableaux sont dessinés d’un bloc, un lecteur d’écran n’en lit qu’une copie réduite : "
        "prendre le fichier CSV ou Excel de la figure.",
        "Les points de la carte ne s’atteignent pas au clavier : la liste à côté d’elle, et la vue "
        "« Offres », disent la même chose.",
        "Les documents exportés (PowerPoint, Word, PDF) ne sont pas tous balisés pour un lecteur d’écran.",
        "Quelques mots restent en anglais, dans des parties de Streamlit que nous ne commandons pas.",
    ),
    "Ce que nous ne savons pas": (
        "Aucun essai n’a été mené avec un lecteur d’écran par une personne qui s’en sert.",
    ),
}
_ASK = (
    "Un obstacle ? Dites-le à la personne qui a ouvert ce tableau de bord : elle peut vous donner la figure "
    "sous une autre forme (texte, tableau, document)."
)


def _draw() -> None:
    st.markdown(french(f"**État : non conforme au RGAA 4.1**, {plain(_STATE)}"))
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
