"""The words that columns may hold: territories, themes, domains, states. Each list is written once, here."""

TERRITORIES = ("Centre", "Nord", "Sud")
EPCI_OF_TERRITORY = {"Centre": "CACEM", "Nord": "CAP Nord", "Sud": "Espace Sud"}
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
    "small-firms-france",
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
# What the deck shows only as pictures, and a filled template brings: see ``components.figures.reserved``.
INDICATORS = ("freins", "chantiers", "stmt", "de-formes", "dpae", "interim")
