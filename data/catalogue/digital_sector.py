"""The digital sector and the survey: domains, establishments, answers, key figures."""

from __future__ import annotations

from data.columns import UNIT_OF_ROW, Dataset, decimal, integer, list_of, text, year
from data.vocabulary import ANSWER_STATUSES, DOMAINS, INDICATORS, QUESTIONS, SUBSECTORS, THEMES

DATASETS = (
    Dataset(
        "domains",
        "Domaines et leurs correspondances",
        "un domaine",
        (
            text("domain_id", "Identifiant du domaine", allowed=DOMAINS),
            text("domain", "Nom du domaine, celui du filtre"),
            list_of(
                "subsector_ids",
                "Sous-secteurs de la présentation rattachés au domaine",
                nullable=True,
                allowed=SUBSECTORS,
            ),
            list_of("naf", "Divisions NAF rattachées", nullable=True),
            list_of("fap_bmo", "Codes FAP de l’enquête BMO", nullable=True),
            list_of(
                "fap_tension", "Codes FAP de l’indicateur de tension (autre nomenclature)", nullable=True
            ),
        ),
        key=("domain_id",),
    ),
    Dataset(
        "sector_establishments",
        "Établissements et salariés du secteur",
        "sous-secteur × année",
        (
            text("subsector_id", "Identifiant du sous-secteur", allowed=SUBSECTORS),
            text("subsector", "Nom du sous-secteur, tel qu’imprimé"),
            year("year", "Année du comptage"),
            integer("establishments", "Établissements", unit="établissements"),
            integer("employees", "Emplois salariés (année non précisée par la source)", unit="salariés"),
            text("domain_id", "Domaine rattaché", nullable=True, allowed=DOMAINS),
        ),
        key=("subsector_id", "year"),
        references={"domain_id": ("domains", "domain_id")},
    ),
    Dataset(
        "naf_subsectors",
        "Sous-secteurs et codes NAF",
        "division ou groupe NAF",
        (
            text(
                "naf",
                "Division ou groupe de la NAF rév. 2",
                pattern=r"[0-9]{2}(\.[0-9]{1,2})?",
                pattern_meaning="une division (62) ou un groupe (63.1) de la NAF",
            ),
            text("subsector_id", "Sous-secteur de la présentation", allowed=SUBSECTORS),
        ),
        key=("naf",),
    ),
    Dataset(
        "establishments_by_commune",
        "Établissements et salariés du numérique par commune",
        "périmètre × commune × sous-secteur × année × classe de taille",
        (
            text(
                "perimeter",
                "Qui compte, et quoi : Urssaf, employeurs privés ; Sirene, établissements actifs",
                allowed=("urssaf", "sirene"),
            ),
            text("commune_code", "Commune"),
            text("subsector_id", "Sous-secteur", allowed=SUBSECTORS),
            year("year", "Année"),
            text("size_class", "Classe de taille (vide : toutes)", nullable=True),
            integer("establishments", "Établissements", unit="établissements"),
            integer("employees", "Salariés (vide : non donné)", unit="salariés", nullable=True),
        ),
        key=("perimeter", "commune_code", "subsector_id", "year", "size_class"),
        references={"commune_code": ("communes", "commune_code")},
        imported=True,
    ),
    Dataset(
        "survey_answers",
        "Réponses à l’enquête de maturité numérique",
        "question × réponse × édition × état × segment",
        (
            text("question_id", "Identifiant de la question", allowed=QUESTIONS),
            text("theme", "Thème de la question"),
            text("question", "Question, telle qu’imprimée"),
            text("item", "Réponse proposée"),
            year("edition", "Édition de l’enquête"),
            text(
                "status",
                "État : équipé, en projet, utilise, oui ou non",
                allowed=ANSWER_STATUSES,
            ),
            text("segment_kind", "Ensemble, taille ou secteur d’activité", allowed=("all", "size", "sector")),
            text("segment", "Segment (vide : ensemble)", nullable=True),
            decimal("share", "Part des entreprises de la base", unit="fraction", minimum=0, maximum=1),
            text("base_label", "Base de la question"),
            decimal(
                "base_share",
                "Part de l’échantillon dans la base (celle de 2024 quand 2020 n’est pas imprimé)",
                unit="fraction",
                nullable=True,
                minimum=0,
                maximum=1,
            ),
            integer("sample_size", "Taille de l’échantillon de l’édition", unit="entreprises"),
        ),
        key=("question_id", "item", "edition", "status", "segment_kind", "segment"),
    ),
    Dataset(
        "key_figures",
        "Chiffres clés",
        "un chiffre",
        (
            text("figure_id", "Identifiant du chiffre"),
            text("theme", "Thème", allowed=THEMES),
            text("label", "Ce que le chiffre mesure"),
            decimal("value_low", "Valeur, ou borne basse", unit=UNIT_OF_ROW),
            decimal(
                "value_high", "Borne haute (égale à la basse quand la valeur est exacte)", unit=UNIT_OF_ROW
            ),
            text(
                "qualifier",
                "Mot qui qualifie le chiffre (« près de », « plus de », « objectif »)",
                nullable=True,
            ),
            text("unit", "Unité (« fraction » pour une part)"),
            year("year", "Année du chiffre", nullable=True),
            year("horizon", "Échéance visée", nullable=True),
            text("territory", "Territoire décrit", nullable=True),
            text("base_label", "Base du chiffre", nullable=True),
        ),
        key=("figure_id",),
    ),
    Dataset(
        "indicators",
        "Indicateurs chargés par un modèle",
        "indicateur × dimension × catégorie × période",
        (
            text("indicator", "Indicateur", allowed=INDICATORS),
            text("dimension", "Ce que sont les catégories (exemple : réponse, secteur, métier)"),
            text("category", "Catégorie"),
            text("period", "Période (exemple : 2024, ou 2024-T1)"),
            decimal("value", "Valeur", unit=UNIT_OF_ROW),
            text("unit", "Unité (« fraction » pour une part)"),
            text("base_label", "Base de l’indicateur", nullable=True),
        ),
        key=("indicator", "dimension", "category", "period"),
        imported=True,
    ),
)
