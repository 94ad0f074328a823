"""The documents read and what they say in words: sources, sentences, addresses, slides, agenda."""

from __future__ import annotations

from data.columns import UNIT_OF_ROW, Dataset, decimal, integer, list_of, text, year
from data.vocabulary import SLIDE_STATES, STATEMENT_KINDS, THEMES

# Which pages exist is the business of the screen: here a name only has to look like one.
PAGE = text(
    "page",
    "Page du tableau de bord",
    nullable=True,
    pattern="[a-z][a-z0-9-]*",
    pattern_meaning="le nom d’une page, en minuscules sans accent (exemple : secteur)",
)

DATASETS = (
    Dataset(
        "sources",
        "Documents lus",
        "un document",
        (
            text("source_id", "Identifiant du document"),
            text("title", "Titre du document"),
            text("publisher", "Éditeur ou auteur, tel que le document le nomme", nullable=True),
            year("year", "Année du document", nullable=True),
            text("url", "Adresse publique", nullable=True),
            text("licence", "Licence d’utilisation", nullable=True),
            text("accessed_on", "Date de lecture (AAAA-MM-JJ)", nullable=True),
        ),
        key=("source_id",),
        provenance=False,
    ),
    Dataset(
        "statements",
        "Constats, freins, enjeux, recommandations et témoignages",
        "une phrase d’un document",
        (
            text("statement_id", "Identifiant de la phrase"),
            text("theme", "Thème", allowed=THEMES),
            text("kind", "Nature de la phrase", allowed=STATEMENT_KINDS),
            text("parent", "Titre de regroupement dans le document", nullable=True),
            text("organisation", "Organisation qui parle", nullable=True),
            text("text", "La phrase (coupée, réunie ou reformulée : la note le dit)"),
        ),
        key=("statement_id",),
    ),
    Dataset(
        "links",
        "Adresses données dans la présentation",
        "une adresse",
        (
            text("link_id", "Identifiant de l’adresse"),
            text("label", "Ce vers quoi elle mène"),
            text("url", "Adresse"),
            text("theme", "Thème", allowed=THEMES),
        ),
        key=("link_id",),
    ),
    Dataset(
        "glossary",
        "Glossaire",
        "un terme",
        (
            text("term", "Sigle ou terme"),
            text("definition", "Sens (vide : la source ne le développe pas)", nullable=True, required=True),
            text("note", "Précision sur la lecture", nullable=True),
        ),
        key=("term",),
        provenance=False,
    ),
    Dataset(
        "agenda",
        "Ordre du jour",
        "point de la réunion",
        (
            text("item_id", "Identifiant du point"),
            integer("position", "Ordre"),
            text("item", "Intitulé"),
            text("speaker", "Intervenant (vide : non indiqué)", nullable=True),
            integer("minutes", "Durée prévue (vide : à fixer)", unit="minutes", nullable=True),
            PAGE,
            text(
                "query",
                "Vue et filtres de la page, écrits comme dans son adresse (vide : la première vue)",
                nullable=True,
            ),
            text(
                "blocks",
                "Figures projetées, dans l’ordre, séparées par des virgules (vide : celles de la vue)",
                nullable=True,
            ),
        ),
        key=("item_id",),
    ),
    Dataset(
        "slides",
        "Diapositives de la présentation et ce qu’elles sont devenues",
        "titre de diapositive (et partie, quand une diapositive en a plusieurs)",
        (
            integer("position", "Ordre dans la présentation"),
            text("section", "Partie de la présentation"),
            text("title", "Titre de la diapositive"),
            text("part", "Partie de la diapositive", nullable=True),
            text(
                "state",
                "Données, texte, image seule ou intercalaire",
                allowed=SLIDE_STATES,
            ),
            text("holder", "Qui détient le contenu manquant", nullable=True),
            list_of("datasets", "Jeux de données où le contenu est allé", nullable=True),
            PAGE,
        ),
        key=("position", "part"),
    ),
    Dataset(
        "printed_sums",
        "Totaux des documents, vérifiés à la construction",
        "un total pour un jeu de données",
        (
            text("what", "Ce que le total compte"),
            text("dataset", "Jeu de données dont les lignes doivent donner ce total"),
            text(
                "column",
                "Colonne : ses nombres sont sommés, ses textes différents comptés (vide : nombre de lignes)",
                nullable=True,
            ),
            text(
                "filter",
                "Lignes retenues, « colonne=valeur;… » (vide : toutes ; rien après « = » : cellule vide)",
                nullable=True,
            ),
            decimal("value", "Valeur attendue", unit=UNIT_OF_ROW),
            text("unit", "Unité de la valeur"),
        ),
        key=("dataset", "column", "filter"),
    ),
)
