"""LHEO, the XML in which a Carif-Oref describes training, as a table: one row an action of training."""

from __future__ import annotations

from data.imports.received import Received
from data.imports.refusals import refuse
from data.imports.xml_following import DAMAGED, EntitiesDeclared, follow

# Where the value of each column is, from the end of the path of its element.
_FORMATION = {
    "lheo-formation": "formation/@numero",
    "intitule": "formation/intitule-formation",
    "code-rome": "formation/domaine-formation/code-ROME",
    "niveau-sortie": "formation/code-niveau-sortie",
    "organisme": "organisme-formation-responsable/nom-organisme",
}
_ACTION = {
    "lheo-action": "action/@numero",
    "commune": "lieu-de-formation/coordonnees/adresse/code-INSEE-commune",
    "departement": "lieu-de-formation/coordonnees/adresse/departement",
    "latitude": "lieu-de-formation/coordonnees/adresse/geolocalisation/latitude",
    "longitude": "lieu-de-formation/coordonnees/adresse/geolocalisation/longitude",
    "enseignement": "action/modalites-enseignement",
    "debut": "session/periode/debut",
    "initiale": "action/extras/extra",
}
COLUMNS = (*_FORMATION, *_ACTION)
_EXPECTED, _AGAIN = (
    "un fichier LHEO entier",
    "Télécharger à nouveau le fichier chez son éditeur, puis le charger tel quel.",
)
MOST_ROWS = 100_000


def rows(received: Received) -> list[tuple[int, list[str]]]:
    """The names of COLUMNS on line 1, then each action with its line in the file; several values of a column
    are separated by semicolons. Raises WorkbookRefused.
    """
    found: list[tuple[int, list[str]]] = [(1, list(COLUMNS))]
    path: list[str] = []
    typed: list[str] = []
    formation: dict[str, list[str]] = {}
    actions: list[tuple[int, dict[str, list[str]]]] = []
    at = 1
    extra = ""

    def noted(where: str, value: str) -> None:
        for wanted, into in ((_FORMATION, formation), (_ACTION, actions[-1][1] if actions else {})):
            for column, end in wanted.items():
                if where.endswith(f"/{end}") and value:
                    into.setdefault(column, []).append(value)

    def line(number: int) -> None:
        nonlocal at
        at = number

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal extra
        path.append(name)
        typed.clear()
        if name == "formation":
            formation.clear()
            actions.clear()
        elif name == "action":
            actions.append((at, {}))
        extra = given.get("info", "") if name == "extra" else ""
        if name in ("formation", "action"):
            noted("/".join(("", *path, "@numero")), given.get("numero", ""))

    def end(name: str) -> None:
        value = "".join(typed).strip()
        if name != "extra" or extra == "formation-initiale":
            noted("/" + "/".join(path), value)
        typed.clear()
        path.pop()
        if name == "formation":
            for number, action in actions:
                cells = formation | action
                found.append((number, [";".join(dict.fromkeys(cells.get(one, []))) for one in COLUMNS]))
            if len(found) > MOST_ROWS:
                refuse(
                    received.name,
                    f"plus de {MOST_ROWS} actions de formation",
                    "l’export de la Martinique",
                    _AGAIN,
                )

    try:
        with received.open() as stream:
            follow(stream, start, typed.append, end, line)
    except EntitiesDeclared:
        refuse(received.name, "un fichier XML qui déclare des entités", _EXPECTED, _AGAIN)
    except DAMAGED as error:
        refuse(
            received.name, f"un fichier XML coupé ou abîmé vers la ligne {at}", _EXPECTED, _AGAIN, cause=error
        )
    return found
