"""Where what is found by the search is shown: page, view, address parameters and block, as one table."""

from __future__ import annotations

from typing import NamedTuple

from data.catalogue import DATASETS
from data.french.formats import NARROW_SPACE
from data.search import Entry
from data.search.entry import ORGANISATIONS


class Target(NamedTuple):
    """A place of the application: page and view by name, the block to bring on screen, address parameters."""

    page: str
    view: str
    block_id: str
    parameters: dict[str, str]


# dataset, beginning of the theme, beginning of the key (« * »: anywhere in it) -> view, and block, whose
# name begins with its page (alone when the meeting has no block). The first line that fits is the place;
# what no page shows is read in the table of its dataset.
_PLACES = """
key_figures           sector                 -              essentiel    secteur-chiffres
key_figures           schema-stakes          -              catalogue    donnees-apercu
key_figures           digital-firms          esn-clients    entreprises  competences-esn-clients
key_figures           digital-firms          esn-c          entreprises  competences-esn-lieu
key_figures           digital-firms          -              entreprises  competences-esn-profil
key_figures           training-offer         training-      sources      formations-support
key_figures           training-practice      -              pratiques    formations-pratiques
key_figures           training-bodies        remote-        pratiques    formations-distance
key_figures           maturity               base-          catalogue    donnees-apercu
key_figures           maturity               -              methode      maturite-etude
key_figures           interviews             -              freins       maturite-entretiens
key_figures           earlier-studies        ref-filiere    reperes      secteur-anciennes
key_figures           earlier-studies        ref-maturite   methode      maturite-2020
key_figures           other-territories      -              reperes      secteur-ailleurs
key_figures           infrastructure         ref-conv       contexte     schema-convergence
key_figures           infrastructure         -              contexte     schema-fibre
key_figures           recruitment            ref-offres     recrutements competences-reperes-offres
key_figures           recruitment            *-part-        recrutements competences-reperes-publies
key_figures           recruitment            *-visibles     recrutements competences-reperes-publies
key_figures           recruitment            *-secret       recrutements competences-reperes-publies
key_figures           recruitment            *-centre       recrutements competences-reperes-publies
key_figures           recruitment            *-nord         recrutements competences-reperes-publies
key_figures           recruitment            *-sud          recrutements competences-reperes-publies
key_figures           recruitment            -              recrutements competences-reperes-presse
key_figures           labour-market          -              recrutements competences-reperes-travail
key_figures           small-firms-france     -              presence     maturite-reperes
key_figures           schema                 schema-key     budget       schema-actions-cles
key_figures           schema                 schema-pillars piliers      schema-cinq-piliers
key_figures           schema                 -              budget       schema-totaux
key_figures           survey-recommendations -              toutes       preconisations-pistes
sector_establishments -                      -              essentiel    secteur-contraste
survey_answers        equipment              *|planned|     equipements  maturite-projets
survey_answers        equipment              -              equipements  maturite-equipements
survey_answers        software-segments      -              logiciels    maturite-segments
survey_answers        software               -              logiciels    maturite-logiciels
survey_answers        payroll                -              logiciels    maturite-logiciels
survey_answers        online-presence        -              presence     maturite-presence
survey_answers        covid                  -              freins       maturite-covid
schema_actions        -                      -              actions      schema-liste
statements            survey-recommendations -              toutes       preconisations-pistes
statements            study-recommendations  -              toutes       preconisations-etude
statements            opening/finding        -              enjeux       secteur-impact
statements            opening                -              enjeux       secteur-enjeux
statements            cybersecurity          ref-           reperes      secteur-cyber-presse
statements            cybersecurity          -              enjeux       secteur-cyber
statements            connected-territories  -              enjeux       secteur-territoires
statements            solidarity-economy     -              enjeux       secteur-solidaire
statements            maturity/stake         -              methode      maturite-etude
statements            interviews             -              freins       maturite-entretiens
statements            digital-firms          firms-place    entreprises  competences-esn-lieu
statements            digital-firms          firms-clients  entreprises  competences-esn-clients
statements            digital-firms          -              entreprises  competences-esn-profil
statements            skills-needs           -              paroles      competences-interventions
statements            testimonies            open-it-vision paroles      competences-open-it-vision
statements            testimonies            open-it        paroles      competences-open-it-metiers
statements            testimonies            -              paroles      competences-temoignages-attendus
statements            recruitment            -              recrutements competences-reperes-travail
statements            labour-market          -              recrutements competences-reperes-travail
statements            training-offer         -              sources      formations-support
statements            training-practice      -              pratiques    formations-pratiques
statements            training-stakes        -              pratiques    formations-enjeux
statements            training-bodies        oref-catalyst  pratiques    formations-distance
statements            training-bodies        oref-adapt     pratiques    formations-adaptation
statements            training-bodies        oref-diff      pratiques    formations-difficultes
statements            training-bodies        oref-needs     pratiques    formations-besoins
statements            schema-stakes          -              contexte     schema-enjeux
statements            infrastructure         infrastructure-4 contexte   schema-fibre
statements            infrastructure         ref-fibre      contexte     schema-fibre
statements            infrastructure         -              contexte     schema-infrastructures
statements            schema                 strategy       contexte     schema-elaboration
statements            schema                 ref-ctm        contexte     schema-elaboration
statements            schema                 pillar         piliers      schema-cinq-piliers
statements            schema                 education      piliers      schema-education
statements            schema                 attractivite   piliers      schema-attractivite
statements            schema                 digitalisation piliers      schema-digitalisation
statements            schema                 smart-island   piliers      schema-smart-island
statements            schema                 smart-admin    piliers      schema-smart-administration
statements            organisation           AKTO           paroles      competences-interventions
statements            organisation           France         paroles      competences-interventions
statements            organisation           Open           paroles      competences-open-it-vision
communes              -                      -              carte        formations-carte
training_offers       -                      -              offres       formations-offres
skills                -                      -              demandees    competences-table
recruitment           -                      -              recrutements competences-bmo-bassins
occupation_tension    -                      -              tension      competences-tension
occupations           -                      -              demandees    competences-transition
places                organisation           -              pratiques    formations-lieux
slides                organisation           -              diapositives donnees-demandes
slides                -                      -              diapositives donnees-support
sources               -                      -              etat         donnees-documents
agenda                -                      -              aujourdhui   seance-
noted                 recommendation         -              toutes       preconisations-notees
noted                 -                      -              decisions    seance-
"""
# What the field of the catalogue takes.
_LONGEST = 60
_LINES = tuple(tuple(line.split()) for line in _PLACES.strip().splitlines())
# The catalogue shows one dataset at a time, by its French name.
_ELSEWHERE = ["catalogue", "donnees-apercu"]


def target(entry: Entry) -> Target:
    """Where one thing found is shown."""
    view, block_id = next(
        (place for dataset, theme, key, *place in _LINES if _fits(entry, dataset, theme, key)), _ELSEWHERE
    )
    page, _, block = block_id.partition("-")
    return Target(page, view, block_id if block else "", _parameters(entry, view))


def _fits(entry: Entry, dataset: str, theme: str, key: str) -> bool:
    begins = entry.key.startswith(key) or (key[0] == "*" and key[1:] in entry.key)
    return (
        dataset == entry.dataset
        and (theme == "-" or entry.theme.startswith(theme))
        and (key == "-" or begins)
    )


def _parameters(entry: Entry, view: str) -> dict[str, str]:
    """What the view needs in its address to show this entry rather than another."""
    if view == "catalogue":
        return {"jeu": DATASETS[entry.dataset].title, "ligne": _first_words(entry.title)}
    if entry.dataset == "schema_actions":
        if entry.kind == ORGANISATIONS:
            return {"financement": entry.key}
        return {"fiche": f"{entry.key} — {entry.title}"}
    if entry.dataset == "skills":
        return {"competence": entry.title, "domaine": entry.domain}
    if entry.dataset in ("recruitment", "occupation_tension", "sector_establishments"):
        return {"domaine": entry.domain} if entry.domain else {}
    if entry.dataset == "communes":
        return {"commune": entry.commune}
    if entry.dataset == "training_offers":
        place = {"commune": entry.commune} if entry.commune else {}
        about = {"domaine": entry.domain} if entry.domain else {}
        return place | about | ({"a_confirmer": "true"} if entry.theme.endswith("to-confirm") else {})
    if entry.dataset == "slides" and entry.kind != ORGANISATIONS:
        return {"diapositive": entry.title.rpartition(", ")[0] or entry.title}
    return {}


def _first_words(title: str) -> str:
    """As many whole words of a title as a field of search takes, without the value that follows them."""
    words = title.rpartition(f"{NARROW_SPACE}: ")[0] or title
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0]
