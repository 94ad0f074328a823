"""What a member of the CEP asks the dashboard: thirty questions, written before the pages were designed.

Data only. Every answer is read in the text of the deck or in ``data/sources`` and can be checked by hand;
where an answer is a sum, the comment gives it. A walk from the home page compares without minding the
kind of spaces and apostrophes nor capitals, and must find every fragment of ``answer`` on one screen.

``path``: at most three actions from the home page, in the words that a visitor reads: a page of the menu, a
view, a choice in a list, a query typed in the search, a result of it, one screen scrolled.
"""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """One action of a visitor: ``kind`` is page, view, choose, type, result or scroll.

    ``words`` are those read or typed (of a list: its name), ``option`` what is chosen in a list.
    """

    kind: str
    words: str = ""
    option: str = ""


class VisitorQuestion(NamedTuple):
    """A question as it is asked, the fragments of text that answer it, and the page where one would look."""

    question: str
    answer: tuple[str, ...]
    page: str
    path: tuple[Action, ...] = ()


def page(title: str) -> Action:
    return Action("page", title)


def view(label: str) -> Action:
    return Action("view", label)


def choose(filter_name: str, option: str) -> Action:
    return Action("choose", filter_name, option)


def typed(query: str) -> Action:
    return Action("type", query)


SCROLL = Action("scroll")


QUESTIONS = (
    # Slide « FOCUS FILIERE NUMERIQUES ».
    VisitorQuestion("Combien d’établissements numériques compte la Martinique ?", ("1 522",), "secteur"),
    VisitorQuestion("Combien de salariés le secteur numérique emploie-t-il ?", ("1 814",), "secteur"),
    VisitorQuestion(
        "Quel sous-secteur emploie le plus ?",
        ("Télécommunications", "974"),
        "secteur",
        (
            page("Secteur"),
            SCROLL,
        ),
    ),
    # Slide « Territoires connectés et durables ».
    VisitorQuestion(
        "Quel niveau viserait le datacenter régional ?", ("niveau Tier 3",), "secteur", (typed("datacenter"),)
    ),
    # Slides of the survey « Maturité digitale », edition 2024 (2020 in brackets in the deck).
    VisitorQuestion(
        "Combien d’entreprises sont sur les réseaux sociaux, et combien en 2020 ?",
        ("Réseaux sociaux", "57 %", "37 %"),
        "maturite",
    ),
    VisitorQuestion(
        "Combien d’entreprises ont un logiciel de comptabilité ?",
        ("Comptabilité", "76 %"),
        "maturite",
        (typed("logiciel de comptabilité"),),
    ),
    VisitorQuestion(
        "La crise sanitaire a-t-elle accéléré la transformation des entreprises ?",
        ("20 %", "80 %"),
        "maturite",
        (
            page("Maturité"),
            view("Freins et entretiens"),
        ),
    ),
    VisitorQuestion("Combien d’entreprises ont été interrogées en 2024 ?", ("500",), "maturite"),
    VisitorQuestion(
        "Quels freins reviennent dans les entretiens ?",
        ("Difficultés sociaux-économiques", "Obstacles administratifs"),
        "maturite",
        (
            page("Maturité"),
            view("Freins et entretiens"),
            SCROLL,
        ),
    ),
    # The three main obstacles of the survey are a picture in the deck: slides.csv says who has them.
    VisitorQuestion(
        "Qui détient les réponses sur les freins au numérique ?",
        ("CCIM",),
        "maturite",
        (
            page("Maturité"),
            view("Freins et entretiens"),
        ),
    ),
    # The two offers tied to cybersecurity are in Fort-de-France (Centre) and La Trinité (Nord). The words
    # around « aucune formation recensée » must not say that there is none, only that none is known here.
    VisitorQuestion(
        "Où se forme-t-on à la cybersécurité au Sud ?",
        ("Aucune formation recensée",),
        "formations",
        (
            choose("Territoire", "Sud"),
            choose("Domaine", "Cybersécurité"),
        ),
    ),
    VisitorQuestion(
        "Où se forme-t-on à la cybersécurité au Nord ?",
        ("Lycée polyvalent Frantz Fanon", "La Trinité"),
        "formations",
        (typed("cybersécurité Nord"),),
    ),
    VisitorQuestion(
        "Dans quelle commune est le BUT Informatique ?",
        ("Schœlcher",),
        "formations",
        (typed("BUT informatique"),),
    ),
    VisitorQuestion(
        "Combien d’organismes de formation sont recensés par le support ?",
        ("plus de 90",),
        "formations",
        (typed("organismes de formation"),),
    ),
    VisitorQuestion(
        "Quelle part des dirigeants se forme ?", ("52 %",), "formations", (typed("dirigeants formation"),)
    ),
    VisitorQuestion(
        "Qu’est-ce qui freine le plus la formation à distance ?",
        ("le manque d’équipement numérique chez les apprenants",),
        "formations",
        (typed("équipement chez les apprenants"),),
    ),
    # Class 5, the highest indicator among the digital occupations that have a class of their own.
    VisitorQuestion(
        "Quel métier est le plus en tension ?",
        ("Employés et opérateurs en informatique", "2019"),
        "competences",
        (
            page("Compétences"),
            view("Tension"),
        ),
    ),
    # Published cells of the M1 and M2 occupations in 2025: 10 + 8 + 22 + 9 + 12.
    VisitorQuestion("Combien de recrutements prévus dans l’informatique en 2025 ?", ("61",), "competences"),
    VisitorQuestion(
        "Quelles compétences faut-il en cybersécurité ?",
        ("Audit de sécurité", "Gestion des risques"),
        "competences",
        (
            page("Compétences"),
            view("Compétences demandées"),
            choose("Domaine", "Cybersécurité"),
        ),
    ),
    VisitorQuestion(
        "Quels métiers émergents Open IT voit-il ?",
        ("Open IT", "community management"),
        "competences",
        (typed("open it métiers"),),
    ),
    VisitorQuestion(
        "Quelle part des entreprises interrogées est au Centre ?",
        ("73 %",),
        "competences",
        (typed("entreprises Centre"),),
    ),
    VisitorQuestion(
        "Combien de pistes l’enquête recommande-t-elle ?", ("9",), "preconisations", (typed("pistes"),)
    ),
    VisitorQuestion(
        "Que recommande-t-on pour la fibre ?",
        ("Accélérer le déploiement de la fibre et des infrastructures numériques",),
        "preconisations",
        (typed("fibre"),),
    ),
    # Sum of the 23 printed costs; the source prints no total.
    VisitorQuestion("Combien coûte le Schéma ?", ("16 890 k€",), "schema"),
    # A tie: A19 and A22, printed 5 000 each.
    VisitorQuestion(
        "Quelle action coûte le plus ?",
        ("Plateforme des données territoriales", "Création d’un centre de données", "5 000"),
        "schema",
        (typed("5 000"),),
    ),
    VisitorQuestion(
        "Qui finance les télécentres, et pour combien ?",
        ("Création de télécentres", "300", "France 2030"),
        "schema",
        (typed("télécentres"),),
    ),
    # A11 50 + A12 1 400 + A14 20 + A15 300 + A16 50 + A18 1 000 + A20 200 + A22 5 000.
    VisitorQuestion(
        "Combien est indiqué sur le FEDER seul ?",
        ("8 020",),
        "schema",
        (page("Schéma"),),
    ),
    # Slide « Besoins en compétences – AKTO ».
    VisitorQuestion(
        "Combien de temps AKTO a-t-il pour parler ?", ("AKTO", "15 min"), "seance", (typed("AKTO"),)
    ),
    VisitorQuestion(
        "Qui présente l’état des lieux du secteur ?",
        ("Line-Rose Symphor",),
        "seance",
        (typed("état des lieux"),),
    ),
    # Slide « LE NUMERIQUE DANS LA STMT », a picture: slides.csv says who has it.
    VisitorQuestion(
        "Qui peut nous donner les demandeurs d’emploi formés au numérique ?",
        ("LES DE FORMÉS DANS LE NUMERIQUE", "France Travail"),
        "donnees",
        (typed("DE formés dans le numérique"),),
    ),
)
