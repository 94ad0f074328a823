"""What each shared dataset holds: one description a column, from which checks and the dictionary are made.

A dataset is declared once, here. The pandera schema that the build enforces, the data dictionary of
``docs/`` and the one shown in the application all come from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
import pandera.pandas as pa

# Kinds of column -> pandas dtype in memory. Lists are Parquet lists of strings, typed with ";" in CSV.
DTYPES = {
    "text": "str",
    "integer": "Int32",
    "year": "Int16",
    "decimal": "float64",
    "boolean": "bool",
    "list": "object",
}

TERRITORIES = ("Centre", "Nord", "Sud")
EPCI_OF_TERRITORY = {"Centre": "CACEM", "Nord": "CAP Nord", "Sud": "Espace Sud"}
PAGES = (
    "seance",
    "secteur",
    "maturite",
    "formations",
    "competences",
    "preconisations",
    "schema",
    "donnees",
)
CERTAINTIES = ("read", "computed", "inferred", "secondhand")
STATEMENT_KINDS = (
    "finding",
    "driver",
    "obstacle",
    "opportunity",
    "initiative",
    "outlook",
    "stake",
    "recommendation",
    "testimony",
    "need",
)
THEMES = (
    "opening",
    "sector",
    "maturity",
    "interviews",
    "digital-firms",
    "training-offer",
    "training-practice",
    "training-stakes",
    "training-bodies",
    "cybersecurity",
    "connected-territories",
    "solidarity-economy",
    "survey-recommendations",
    "study-recommendations",
    "skills-needs",
    "testimonies",
    "schema-stakes",
    "infrastructure",
    "schema",
    "earlier-studies",
    "other-territories",
    "recruitment",
    "labour-market",
)
DOMAINS = (
    "services-informatiques",
    "telecommunications",
    "marketing-communication",
    "cybersecurite",
    "transformation-digitale",
)
SUBSECTORS = (
    "programmation-conseil",
    "telecommunications",
    "traitement-donnees",
    "reparation",
    "vente-tic",
    "edition-logiciels",
    "fabrication-tic",
)
QUESTIONS = ("equipment", "software", "online-presence", "covid-acceleration", "payroll-outsourced")
ANSWER_STATUSES = ("equipped", "planned", "used", "yes", "no")
PILLARS = ("education", "attractivite", "digitalisation", "smart-island", "smart-administration")
SLIDE_STATES = ("data", "text", "picture-only", "divider")


@dataclass(frozen=True)
class Column:
    """One column: its kind (a key of ``DTYPES``), meaning in French, unit, allowed values and bounds."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class SumCheck:
    """A sum or count that the documents print: the sentence says what must hold, ``holds`` tests a frame."""

    sentence: str
    holds: Callable[[pd.DataFrame], bool]


@dataclass(frozen=True)
class Dataset:
    """One shared Parquet file: grain, columns, key, and the sums that its source prints."""

    name: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sums: tuple[SumCheck, ...] = ()
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    provenance: bool = True
    geographic: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Own columns, then the provenance columns when the dataset carries figures."""
        return self.columns + (PROVENANCE if self.provenance else ())

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.all_columns]


def text(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "text", meaning, **options)  # type: ignore[arg-type]


def integer(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "integer", meaning, **{"minimum": 0, **options})  # type: ignore[arg-type]


def year(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "year", meaning, **{"minimum": 1900, "maximum": 2100, **options})  # type: ignore[arg-type]


def decimal(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "decimal", meaning, **options)  # type: ignore[arg-type]


def list_of(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "list", meaning, **options)  # type: ignore[arg-type]


PROVENANCE = (
    text("source_id", "Document où le chiffre a été lu (clé de « sources »)"),
    text("locator", "Titre de la diapositive ou du tableau dans la source"),
    text(
        "certainty",
        "Certitude : lu tel quel, calculé, déduit ou de seconde main",
        allowed=CERTAINTIES,
    ),
    text("note", "Précision sur la lecture", nullable=True),
)


def _total(column: str, expected: float) -> Callable[[pd.DataFrame], bool]:
    return lambda frame: bool(frame[column].sum() == expected)


def _rows(expected: int) -> Callable[[pd.DataFrame], bool]:
    return lambda frame: len(frame) == expected


def _group_totals(by: str, column: str, expected: dict[str, int]) -> Callable[[pd.DataFrame], bool]:
    return lambda frame: frame.groupby(by)[column].sum().astype(int).to_dict() == expected


_ALL = (
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
        "domains",
        "Domaines et leurs correspondances",
        "un domaine",
        (
            text("domain_id", "Identifiant du domaine", allowed=DOMAINS),
            text("domain", "Nom du domaine, celui du filtre"),
            list_of("subsector_ids", "Sous-secteurs du support rattachés au domaine", nullable=True),
            list_of("naf", "Divisions NAF rattachées", nullable=True),
            list_of("fap_bmo", "Codes FAP de l’enquête BMO", nullable=True),
            list_of("fap_tension", "Codes FAP de l’indicateur de tension (autre nomenclature)", nullable=True),
        ),
        key=("domain_id",),
        sums=(SumCheck("cinq domaines", _rows(5)),),
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
        sums=(
            SumCheck("sept sous-secteurs", _rows(7)),
            SumCheck("1 522 établissements au total", _total("establishments", 1522)),
            SumCheck("1 814 salariés au total", _total("employees", 1814)),
        ),
        references={"domain_id": ("domains", "domain_id")},
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
            text(
                "segment_kind", "Ensemble, taille ou secteur d’activité", allowed=("all", "size", "sector")
            ),
            text("segment", "Segment, tel qu’imprimé (vide : ensemble)", nullable=True),
            decimal("share", "Part des entreprises de la base", unit="fraction", minimum=0, maximum=1),
            text("base_label", "Base de la question, telle qu’imprimée"),
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
            decimal("value_low", "Valeur, ou borne basse"),
            decimal("value_high", "Borne haute (égale à la basse quand la valeur est exacte)"),
            text(
                "qualifier", "Mot qui qualifie le chiffre (« près de », « plus de », « objectif »)", nullable=True
            ),
            text("unit", "Unité (« fraction » pour une part)"),
            year("year", "Année du chiffre", nullable=True),
            year("horizon", "Échéance visée", nullable=True),
            text("territory", "Territoire décrit", nullable=True),
            text("base_label", "Base du chiffre, telle qu’imprimée", nullable=True),
        ),
        key=("figure_id",),
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
            text("text", "La phrase, telle qu’imprimée"),
        ),
        key=("statement_id",),
    ),
    Dataset(
        "links",
        "Adresses imprimées dans le support",
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
        "communes",
        "Communes, EPCI et territoires",
        "commune",
        (
            text("commune_code", "Code Insee de la commune"),
            text("commune", "Nom de la commune"),
            text("epci_code", "SIREN de l’EPCI"),
            text("epci", "EPCI", allowed=("CACEM", "CAP Nord", "Espace Sud")),
            text("territory", "Territoire", allowed=TERRITORIES),
            integer("population", "Population municipale", unit="habitants"),
            year("population_year", "Millésime de la population"),
        ),
        key=("commune_code",),
        sums=(
            SumCheck("34 communes", _rows(34)),
            SumCheck(
                "4 communes au Centre, 18 au Nord, 12 au Sud",
                lambda frame: frame["territory"].value_counts().to_dict() == {"Nord": 18, "Sud": 12, "Centre": 4},
            ),
        ),
        geographic=True,
    ),
    Dataset(
        "training_offers",
        "Offres de formation",
        "une offre en un lieu",
        (
            text("offer_id", "Identifiant de l’offre"),
            text("organisation", "Organisme"),
            text("uai", "Code UAI de l’établissement", nullable=True),
            text("title", "Intitulé"),
            integer("level", "Niveau du cadre européen (3 à 8)", nullable=True, minimum=3, maximum=8),
            text("level_label", "Niveau, tel que la source le dit"),
            list_of("domain_ids", "Domaines de l’offre", nullable=True),
            text("scope", "Cœur du numérique, ou connexe", allowed=("core", "related")),
            text("modality", "Modalité"),
            text("commune_code", "Commune"),
            decimal("latitude", "Latitude", unit="degrés", nullable=True, minimum=14.3, maximum=15.0),
            decimal("longitude", "Longitude", unit="degrés", nullable=True, minimum=-61.3, maximum=-60.7),
            text("session", "Session ou date de la source", nullable=True),
            Column("verified", "boolean", "Vrai si la source suffit à montrer l’offre sans réserve"),
            integer("seats", "Places", unit="places", nullable=True),
            integer("trained", "Personnes formées", unit="personnes", nullable=True),
            decimal("placement_rate", "Taux d’insertion", unit="fraction", nullable=True, minimum=0, maximum=1),
        ),
        key=("offer_id",),
        references={"commune_code": ("communes", "commune_code")},
    ),
    Dataset(
        "training_coverage",
        "Couverture des sources d’offres",
        "source d’offres",
        (
            list_of("kinds", "Formations que la source peut contenir (initiale, apprentissage, continue)"),
            list_of("levels", "Niveaux que la source peut contenir", nullable=True),
            Column("complete", "boolean", "Vrai si la source est complète pour ce qu’elle peut contenir"),
        ),
        key=("source_id",),
    ),
    Dataset(
        "skills",
        "Compétences recherchées",
        "domaine × nature × compétence",
        (
            text("domain_id", "Domaine", allowed=DOMAINS),
            text("domain", "Domaine, tel qu’imprimé"),
            text("kind", "Technique ou transversale", allowed=("technical", "transversal")),
            text("skill", "Compétence"),
        ),
        key=("domain_id", "kind", "skill"),
        sums=(SumCheck("cinq domaines", lambda frame: frame["domain_id"].nunique() == 5),),
        references={"domain_id": ("domains", "domain_id")},
    ),
    Dataset(
        "recruitment",
        "Projets de recrutement (BMO)",
        "année × métier (FAP) × bassin",
        (
            year("year", "Année de l’enquête"),
            text("fap_code", "Code FAP de l’enquête BMO"),
            text("occupation", "Métier"),
            text("basin", "Bassin d’emploi de France Travail"),
            text("territory", "Territoire rapproché (bassins, non EPCI)", allowed=TERRITORIES),
            integer("projects", "Projets (vide : secret statistique)", unit="projets", nullable=True),
            integer("hard_to_fill", "Jugés difficiles (vide : secret)", unit="projets", nullable=True),
            integer("seasonal", "Saisonniers (vide : secret)", unit="projets", nullable=True),
            text("domain_id", "Domaine rattaché", nullable=True, allowed=DOMAINS),
        ),
        key=("year", "fap_code", "basin"),
        references={"domain_id": ("domains", "domain_id")},
    ),
    Dataset(
        "occupation_tension",
        "Tension par métier",
        "métier (FAP) × année",
        (
            text("fap_code", "Code FAP de l’indicateur"),
            text("fap_level", "Détail de la nomenclature", allowed=("fap 225", "fap 87")),
            text("occupation", "Métier"),
            year("year", "Année"),
            integer("average_employment", "Emploi moyen arrondi", unit="personnes"),
            decimal("tension", "Indicateur de tension"),
            integer("tension_class", "Classe de 1 à 5", nullable=True, minimum=1, maximum=5),
            integer("hiring_intensity", "Intensité d’embauches (1 à 5)", nullable=True, maximum=5),
            integer("training_job_link", "Lien formation-emploi (1 à 5)", nullable=True, maximum=5),
            integer("labour_shortage", "Manque de main-d’œuvre (1 à 5)", nullable=True, maximum=5),
            integer("job_instability", "Non-durabilité de l’emploi (1 à 5)", nullable=True, maximum=5),
            integer("working_conditions", "Conditions contraignantes (1 à 5)", nullable=True, maximum=5),
            integer("geographic_mismatch", "Inadéquation géographique (1 à 5)", nullable=True, maximum=5),
            text("domain_id", "Domaine rattaché", nullable=True, allowed=DOMAINS),
        ),
        key=("fap_code", "year"),
    ),
    Dataset(
        "schema_pillars",
        "Piliers du Schéma numérique",
        "pilier",
        (
            text("pillar_id", "Identifiant du pilier", allowed=PILLARS),
            integer("position", "Ordre du document"),
            text("pillar", "Nom du pilier"),
            text("aim", "Ambition du pilier, telle qu’imprimée"),
            text("context", "Contexte, tel qu’imprimé"),
            list_of("needs", "Besoins, tels qu’imprimés"),
            text("objectives", "Objectifs et enjeux, tels qu’imprimés"),
        ),
        key=("pillar_id",),
        sums=(SumCheck("cinq piliers", _rows(5)),),
    ),
    Dataset(
        "schema_actions",
        "Actions du Schéma numérique",
        "action",
        (
            text("action_id", "A01 à A23, dans l’ordre du planning"),
            text("pillar_id", "Pilier (rattachement déduit de l’ordre des listes)", allowed=PILLARS),
            text("action", "Intitulé de l’action"),
            integer("cost_keur", "Coût imprimé", unit="k€"),
            text("funding_label", "Financement, tel qu’imprimé (vide : non indiqué)", nullable=True),
            list_of("funders", "Financeurs cités (pour filtrer, jamais pour sommer)", nullable=True),
        ),
        key=("action_id",),
        sums=(
            SumCheck("23 actions", _rows(23)),
            SumCheck("16 890 k€ au total", _total("cost_keur", 16890)),
            SumCheck(
                "Éducation 2 710, Attractivité 410, Digitalisation 1 970, Smart Island 6 000, "
                "Smart Administration 5 800 k€",
                _group_totals(
                    "pillar_id",
                    "cost_keur",
                    {
                        "education": 2710,
                        "attractivite": 410,
                        "digitalisation": 1970,
                        "smart-island": 6000,
                        "smart-administration": 5800,
                    },
                ),
            ),
            SumCheck(
                "FEDER 8 020, France 2030 5 800, FSE 2 050, CTM /Etat 400, CCT 310, CTM 210, "
                "France Numérique Ensemble 50, MIE/FEDER/INTERREG 50 k€",
                _group_totals(
                    "funding_label",
                    "cost_keur",
                    {
                        "FEDER": 8020,
                        "France 2030": 5800,
                        "FSE": 2050,
                        "CTM /Etat": 400,
                        "CCT": 310,
                        "CTM": 210,
                        "France Numérique Ensemble (Etat)": 50,
                        "MIE/FEDER/INTERREG": 50,
                    },
                ),
            ),
            SumCheck(
                "deux actions imprimées à 0 k€, sans financement",
                lambda frame: (
                    frame.loc[frame["cost_keur"] == 0, "action_id"].tolist() == ["A07", "A13"]
                    and frame.loc[frame["cost_keur"] == 0, "funding_label"].isna().all()
                ),
            ),
        ),
        references={"pillar_id": ("schema_pillars", "pillar_id")},
    ),
    Dataset(
        "schema_key_actions",
        "Actions clés de la mandature",
        "action clé",
        (
            text("label", "Intitulé imprimé"),
            text("action_id", "Action du planning correspondante (vide : aucune)", nullable=True),
        ),
        key=("label",),
        sums=(
            SumCheck("quatre actions clés", _rows(4)),
            SumCheck(
                "trois au planning (A08, A19, A20)",
                lambda frame: sorted(frame["action_id"].dropna()) == ["A08", "A19", "A20"],
            ),
        ),
        references={"action_id": ("schema_actions", "action_id")},
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
            text("page", "Page du tableau de bord", nullable=True, allowed=PAGES),
        ),
        key=("item_id",),
    ),
    Dataset(
        "slides",
        "Diapositives du support et ce qu’elles sont devenues",
        "titre de diapositive (et partie, quand une diapositive en a plusieurs)",
        (
            integer("position", "Ordre dans le support"),
            text("section", "Partie du support"),
            text("title", "Titre, tel qu’imprimé"),
            text("part", "Partie de la diapositive", nullable=True),
            text(
                "state",
                "Données, texte, image seule ou intercalaire",
                allowed=SLIDE_STATES,
            ),
            text("holder", "Qui détient le contenu manquant", nullable=True),
            list_of("datasets", "Jeux de données où le contenu est allé", nullable=True),
            text("page", "Page du tableau de bord", nullable=True, allowed=PAGES),
        ),
        key=("position", "part"),
    ),
)

DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}


def _pandera_column(column: Column) -> pa.Column:
    checks: list[pa.Check] = []
    if column.allowed:
        checks.append(
            pa.Check.isin(column.allowed, error=f"valeurs admises : {', '.join(map(str, column.allowed))}")
        )
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"au moins {column.minimum}"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error=f"au plus {column.maximum}"))
    return pa.Column(DTYPES[column.kind], checks, nullable=column.nullable, name=column.name)


@cache
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of one dataset, made from its declaration.

    Geometry is left out: geographic datasets are checked on their attribute columns.
    """
    dataset = DATASETS[name]
    return pa.DataFrameSchema(
        {column.name: _pandera_column(column) for column in dataset.all_columns},
        unique=list(dataset.key),
        strict=not dataset.geographic,
        name=name,
    )
