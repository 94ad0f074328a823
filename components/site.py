"""The pages of the application, as data: address, title, what each one answers, filters it follows."""

from __future__ import annotations

from dataclasses import dataclass, field

# An inline drawing: a named icon would be fetched from another host, and a picture decoded at each run.
ICON = (
    '<svg viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1B4F8A"/>'
    '<rect x="13" y="33" width="10" height="18" fill="#9DC1EA"/>'
    '<rect x="27" y="22" width="10" height="29" fill="#FFFFFF"/>'
    '<rect x="41" y="11" width="10" height="40" fill="#F0A24B"/></svg>'
)
FILTERS = ("territoire", "commune", "domaine")


@dataclass(frozen=True)
class PageSpec:
    """One page. ``refusals`` says, for each filter it does not follow, why (shown beside the filter);
    ``parameters`` are the address parameters of its own choices.
    """

    name: str
    path: str
    script: str
    title: str
    icon: str
    question: str
    refusals: dict[str, str] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()

    def follows(self, filter_name: str) -> bool:
        """True when the page's figures change with this shared filter."""
        return filter_name not in self.refusals


_SURVEY = "L’enquête n’est déclinée ni par territoire, ni par commune, ni par domaine du numérique."


def _refused(reason: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, reason)


PAGES: dict[str, PageSpec] = {
    page.name: page
    for page in (
        PageSpec(
            "seance",
            "",
            "pages/meeting/page.py",
            "Séance",
            ":material/event:",
            "Que fait-on aujourd’hui, et qu’a-t-on décidé ?",
            _refused("L’ordre du jour ne dépend pas de ces filtres.", "territoire", "commune", "domaine"),
        ),
        PageSpec(
            "secteur",
            "secteur",
            "pages/sector/page.py",
            "Secteur",
            ":material/apartment:",
            "Que pèse le secteur numérique en Martinique ?",
            _refused(
                "Le comptage n’est décliné ni par territoire ni par commune avant l’import Sirene.",
                "territoire",
                "commune",
            ),
        ),
        PageSpec(
            "maturite",
            "maturite",
            "pages/maturity/page.py",
            "Maturité",
            ":material/trending_up:",
            "Les entreprises sont-elles plus numériques qu’en 2020 ?",
            _refused(_SURVEY, "territoire", "commune", "domaine"),
        ),
        PageSpec(
            "formations",
            "formations",
            "pages/training/page.py",
            "Formations",
            ":material/school:",
            "Où se forme-t-on au numérique ?",
            parameters=("niveau", "modalite", "perimetre", "a_confirmer"),
        ),
        PageSpec(
            "competences",
            "competences",
            "pages/skills/page.py",
            "Compétences",
            ":material/psychology:",
            "Quelles compétences et quels métiers manquent ?",
            {"commune": "Les bassins d’emploi ne descendent pas à la commune."},
            ("competence", "nature", "annee-bmo"),
        ),
        PageSpec(
            "preconisations",
            "preconisations",
            "pages/recommendations/page.py",
            "Préconisations",
            ":material/lightbulb:",
            "Que recommande-t-on, et qui le porte ?",
            {
                "territoire": "Les préconisations portent sur toute la Martinique.",
                "commune": "Les préconisations portent sur toute la Martinique.",
                "domaine": "Les documents ne rattachent pas les préconisations aux domaines.",
            },
        ),
        PageSpec(
            "schema",
            "schema",
            "pages/plan/page.py",
            "Schéma",
            ":material/account_tree:",
            "Où en est le Schéma numérique 2024-2027 ?",
            _refused(
                "Les actions du Schéma ne sont déclinées ni par territoire, ni par commune, ni par domaine.",
                "territoire",
                "commune",
                "domaine",
            ),
            (
                "pilier",
                "financement",
                "seulement",
                "etat",
                "fiche",
                "suivi-pilier",
                "suivi-financement",
                "suivi-avancement",
                "suivi-confiance",
                "suivi-annee",
                "suivi-seulement",
            ),
        ),
        PageSpec(
            "donnees",
            "donnees",
            "pages/datasets/page.py",
            "Données",
            ":material/database:",
            "D’où viennent les chiffres, et que manque-t-il ?",
            _refused("Le catalogue montre les jeux entiers.", "territoire", "commune", "domaine"),
            ("jeu", "diapositive"),
        ),
    )
}
