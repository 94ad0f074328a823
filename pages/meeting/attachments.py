"""What speakers bring on a USB key: PDF and pictures, copied beside the journal and shown full screen."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import streamlit as st

from data.french.typography import french
from data.journal.write_rights import NotAllowed, Writer

KINDS = {".pdf": "PDF", ".png": "image", ".jpg": "image", ".jpeg": "image"}
MAX_BYTES = 20 * 1024**2
MAX_PAGES = 60
# Wide enough for a 1920-pixel projector, and no more than it needs.
PAGE_WIDTH = 1800


class AttachmentRefused(Exception):
    """A file that cannot be shown in a meeting; the text is a French sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(french(sentence))
        self.sentence = french(sentence)


def keep(folder: Path, name: str, content: bytes, writer: Writer) -> str:
    """Copy a file under ``folder`` and return its id, ``<hash>-<name>``; the same file is kept once.

    Refused: a person who may not write, a kind other than PDF, PNG or JPEG (judged on content, not on
    the name alone), more than 20 MB, more than 60 pages, a file that does not open.
    """
    try:
        writer.check()
    except NotAllowed as error:
        raise AttachmentRefused(str(error)) from error
    shown = Path(name).name
    suffix = Path(shown).suffix.lower()
    if suffix not in KINDS:
        raise AttachmentRefused(
            f"« {shown} » n’est ni un PDF ni une image PNG ou JPEG : convertissez-le, puis ajoutez-le."
        )
    if len(content) > MAX_BYTES:
        raise AttachmentRefused(
            f"« {shown} » pèse {len(content) // 1024**2} Mo : attendu au plus {MAX_BYTES // 1024**2} Mo."
        )
    pages = _count(content, shown, suffix)
    if pages > MAX_PAGES:
        raise AttachmentRefused(f"« {shown} » a {pages} pages : attendu au plus {MAX_PAGES}.")
    stem = "".join(letter if letter.isalnum() else "-" for letter in Path(shown).stem)[:60]
    file_id = f"{hashlib.sha256(content).hexdigest()[:12]}-{stem}{suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file_id
    if not target.exists():
        partial = target.with_suffix(".partiel")
        partial.write_bytes(content)
        partial.replace(target)
    return file_id


def title(file_id: str) -> str:
    """The name of a file as a reader knows it."""
    return file_id.split("-", 1)[-1]


@st.cache_resource(max_entries=40, show_spinner=False)
def page_count(folder: str, file_id: str) -> int:
    """How many screens a kept file makes. Raises ``AttachmentRefused`` when it is gone or damaged."""
    kept = content(folder, file_id)
    return _count(kept, title(file_id), Path(file_id).suffix.lower())


@st.cache_resource(max_entries=80, show_spinner=False)
def picture(folder: str, file_id: str, page: int) -> bytes:
    """One page of a kept file as a picture (PNG for a PDF, the file itself for an image)."""
    kept = content(folder, file_id)
    if Path(file_id).suffix.lower() != ".pdf":
        return kept
    import pypdfium2

    with pypdfium2.PdfDocument(kept) as document:
        sheet = document[page]
        drawn = sheet.render(scale=PAGE_WIDTH / sheet.get_width()).to_pil()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def content(folder: str, file_id: str) -> bytes:
    """The kept file. Raises ``AttachmentRefused`` when it is gone."""
    try:
        return (Path(folder) / Path(file_id).name).read_bytes()
    except OSError as error:
        raise AttachmentRefused(
            f"« {title(file_id)} » n’est plus dans le dossier des documents : ajoutez-le à nouveau."
        ) from error


def _count(content: bytes, shown: str, suffix: str) -> int:
    try:
        if suffix == ".pdf":
            import pypdfium2

            with pypdfium2.PdfDocument(content) as document:
                return len(document)
        from PIL import Image

        with Image.open(io.BytesIO(content)) as image:
            if image.format not in ("PNG", "JPEG"):
                raise ValueError(image.format)
            image.verify()
        return 1
    except Exception as error:
        raise AttachmentRefused(
            f"« {shown} » ne s’ouvre pas : vérifiez le fichier, puis ajoutez-le."
        ) from error
