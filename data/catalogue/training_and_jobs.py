"""Where training is offered and which jobs are sought: communes, offers, skills, recruitment."""

from __future__ import annotations

from data.columns import Column, Dataset, decimal, integer, list_of, text, year
from data.vocabulary import DOMAINS, TERRITORIES

_RECRUITMENT = (
    year("year", "Année de l’enquête"),
    text("fap_code", "Code FAP de l’enquête BMO"),
    text("occupation", "Métier"),
    text("basin", "Bassin d’emploi de France Travail"),
    text("territory", "Territoire : les bassins sont des unions d’EPCI", allowed=TERRITORIES),
    integer(
        "projects",
        "Projets (vide : secret statistique)",
        unit="projets",
        nullable=True,
        required=True,
    ),
    integer(
        "hard_to_fill",
        "Jugés difficiles (vide : secret)",
        unit="projets",
        nullable=True,
        required=True,
    ),
    integer("seasonal", "Saisonniers (vide : secret)", unit="projets", nullable=True),
    text("domain_id", "Domaine rattaché", nullable=True, allowed=DOMAINS),
)

DATASETS = (
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
            decimal(
                "placement_rate", "Taux d’insertion", unit="fraction", nullable=True, minimum=0, maximum=1
            ),
        ),
        key=("offer_id",),
        references={
            "commune_code": ("communes", "commune_code"),
            "domain_ids": ("domains", "domain_id"),
        },
    ),
    Dataset(
        "training_coverage",
        "Couverture des sources d’offres",
        "source d’offres",
        (
            list_of(
                "kinds",
                "Formations que la source peut contenir (initiale, apprentissage, continue)",
                allowed=("initial", "apprenticeship", "continuing"),
            ),
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
            text("domain", "Domaine"),
            text("kind", "Technique ou transversale", allowed=("technical", "transversal")),
            text("skill", "Compétence"),
        ),
        key=("domain_id", "kind", "skill"),
        references={"domain_id": ("domains", "domain_id")},
    ),
    Dataset(
        "recruitment",
        "Projets de recrutement (BMO)",
        "année × métier (FAP) × bassin",
        _RECRUITMENT,
        key=("year", "fap_code", "basin"),
        references={"domain_id": ("domains", "domain_id")},
    ),
    Dataset(
        "recruitment_all_occupations",
        "Projets de recrutement, tous métiers (BMO)",
        "année × métier (FAP) × bassin",
        _RECRUITMENT,
        key=("year", "fap_code", "basin"),
        references={"domain_id": ("domains", "domain_id")},
        imported=True,
    ),
    Dataset(
        "basins",
        "Bassins d’emploi de l’enquête BMO",
        "commune",
        (
            text("commune_code", "Code Insee de la commune"),
            text("basin_code", "Code du bassin"),
            text("basin", "Bassin d’emploi de France Travail"),
        ),
        key=("commune_code",),
        references={"commune_code": ("communes", "commune_code")},
    ),
    Dataset(
        "travel_times",
        "Temps de trajet entre communes",
        "commune de départ × commune d’arrivée",
        (
            text("from_commune_code", "Commune de départ"),
            text(
                "to_commune_code",
                "Commune d’arrivée : de chaque commune, une ligne vers chacune où une formation est recensée "
                "ou s’essaie, sans quoi le temps vers la plus proche n’est qu’un maximum",
            ),
            decimal("minutes", "Temps de trajet en minutes", unit="minutes", minimum=0, maximum=600),
        ),
        key=("from_commune_code", "to_commune_code"),
        references={
            "from_commune_code": ("communes", "commune_code"),
            "to_commune_code": ("communes", "commune_code"),
        },
        imported=True,
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
            integer("tension_class", "Classe de 1 à 5", nullable=True, required=True, minimum=1, maximum=5),
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
)
