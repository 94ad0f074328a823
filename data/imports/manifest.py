"""The manifest of a publication: which imports are in force, who published them, and what came before.

Each is an immutable file ``datasets/publications/<id>.json``; ``datasets/publication.json`` is a copy of the
one in force, which ``data.store`` reads.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from data.store.published import FOLDER

What = Literal["import", "restore"]


def path_of(publication_id: str) -> str:
    """Where the manifest of a publication is kept, below CEP_HOME."""
    return f"{FOLDER}/publications/{publication_id}.json"


@dataclass(frozen=True)
class Part:
    """The rows that an import gives to a dataset, and those they stand for (see ``store.published``)."""

    dataset: str
    file: str
    rows: int
    sha256: str
    replaces: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Import:
    """A file that was published: its format and vintage, who, when, and which file it was."""

    format_name: str
    title: str
    vintage: str
    author: str
    at: str
    file: str
    size: int
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Manifest:
    """The imports in force after a publication, oldest first. ``previous``: the publication it followed."""

    publication_id: str
    previous: str | None
    what: What
    author: str
    at: str
    said: str
    imports: tuple[Import, ...] = ()

    def to_bytes(self) -> bytes:
        """JSON, with the files of each dataset as ``data.store`` reads them."""
        datasets: dict[str, list[dict[str, Any]]] = {}
        for one in self.imports:
            for part in one.parts:
                datasets.setdefault(part.dataset, []).append({"file": part.file, "replaces": part.replaces})
        return json.dumps({**asdict(self), "datasets": datasets}, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """A manifest as written by ``to_bytes``. Raises ValueError when it is not one."""
    try:
        said = json.loads(content)
        imports = tuple(
            Import(**{**one, "parts": tuple(Part(**part) for part in one["parts"])})
            for one in said["imports"]
        )
        return Manifest(
            said["publication_id"], said["previous"], said["what"], said["author"], said["at"], said["said"],
            imports,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError("son manifeste est illisible") from error
