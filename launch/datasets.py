"""The datasets that the application reads, rebuilt when what they are made from has changed."""

import hashlib
import json
import subprocess
from pathlib import Path

from launch.console import say, warn
from launch.environment import Environment

STAMP = "cep-donnees.json"


def state(root: Path) -> dict[str, object]:
    """What decides whether a build is due: the content of the sources and of the code that reads them
    (one SHA-256), and the name and size of each built file."""
    digest = hashlib.sha256()
    files = [p for p in (root / "data" / "sources").rglob("*") if p.is_file()]
    files += (root / "data").rglob("*.py")
    for path in sorted(set(files)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    built = sorted((root / "data" / "parquet").glob("*.parquet"))
    return {"sources": digest.hexdigest(), "built": {path.name: path.stat().st_size for path in built}}


def ensure(environment: Environment) -> bool:
    """Run `python -m data.build` if needed. False when it failed, which has then been said.

    A failed build does not prevent the start: each page says which of its data are missing.
    """
    root = environment.root
    stamp = environment.folder / STAMP
    now = state(root)
    if now["built"] and _read(stamp) == now:
        return True
    say("Préparation des données…")
    command = [str(environment.python), "-m", "data.build"]
    result = subprocess.run(command, cwd=root, env=environment.variables())
    if result.returncode != 0:
        warn(
            "les données n’ont pas pu être préparées (le message ci-dessus dit pourquoi).\n"
            "  Le tableau de bord s’ouvre avec les données présentes."
        )
        return False
    stamp.write_text(json.dumps(state(root), indent=1), encoding="utf-8")
    return True


def _read(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
