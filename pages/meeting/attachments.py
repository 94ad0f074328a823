"""What speakers bring on a USB key: PDF and pictures, copied beside the journal and shown full screen."""

from __future__ import annotations

import hashlib
import io
import math
import threading
from pathlib import Path

import streamlit as st

from data.french.typography import FrenchError
from data.imports import pdf_bounds, picture_bounds
from data.imports.file_names import received_name
from data.journal.write_rights import NotAllowed, Writer

KINDS = {".pdf": "PDF", ".png": "image", ".jpg": "image", ".jpeg": "image"}
MAX_BYTES = 20 * 1024**2
MAX_PAGES = 60
# Wide enough for a 1920-pixel projector, and no more than it needs; a page two screens high still reads.
PAGE_WIDTH, PAGE_HEIGHT = 1800, 3600
PICTURE = (3840, 3600)
# pdfium is not made for threads, and two large pictures at once cost twice the memory.
_DRAWING = threading.Lock()


class AttachmentRefused(FrenchError):
    """A file that cannot be shown in a meeting; the text is a French sentence."""


def keep(folder: Path, name: str, content: bytes, writer: Writer) -> str:
    """Copy a file under ``folder`` and return its id, ``<hash>-<name>``; the same file is kept once.

    Refused: a person who may not write, a kind other than PDF, PNG or JPEG (judged on content, not on
    the name alone), more than 20 MB, more than 60 pages, too many pixels, a file that does not open.
    """
    try:
        writer.check()
    except NotAllowed as error:
        raise AttachmentRefused(str(error)) from error
    shown = received_name(name)
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


@st.cache_resource(max_entries=12, show_spinner=False)
def picture(folder: str, file_id: str, page: int) -> bytes:
    """One page of a kept file as a picture (PNG for a PDF, the file itself for an image)."""
    kept = content(folder, file_id)
    try:
        with _DRAWING:
            if Path(file_id).suffix.lower() != ".pdf":
                return picture_bounds.fitted(kept, PICTURE)
            return _drawn(kept, page)
    except Exception as error:
        raise AttachmentRefused(
            f"« {title(file_id)} », page {page + 1}, ne peut pas être dessiné : vérifiez le fichier."
        ) from error


def _drawn(kept: bytes, page: int) -> bytes:
    """One page of a PDF as PNG, within PAGE_WIDTH × PAGE_HEIGHT whatever its own size and shape."""
    import pypdfium2

    with pypdfium2.PdfDocument(kept) as document:
        sheet = document[page]
        width, height = sheet.get_size()
        drawn = sheet.render(scale=min(PAGE_WIDTH / width, PAGE_HEIGHT / height)).to_pil()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def content(folder: str, file_id: str) -> bytes:
    """The kept file. Raises ``AttachmentRefused`` when it is gone."""
    try:
        return (Path(folder) / Path(file_id).name).read_bytes()
    except OSError as error:
        raise _gone(file_id) from error


def size(folder: str, file_id: str) -> int:
    """How many bytes the kept file has. Raises ``AttachmentRefused`` when it is gone."""
    try:
        return (Path(folder) / Path(file_id).name).stat().st_size
    except OSError as error:
        raise _gone(file_id) from error


def _gone(file_id: str) -> AttachmentRefused:
    return AttachmentRefused(
        f"« {title(file_id)} » n’est plus dans le dossier des documents : ajoutez-le à nouveau."
    )


def _count(content: bytes, shown: str, suffix: str) -> int:
    try:
        with _DRAWING:
            if suffix == ".pdf":
                return _pages(content)
            with picture_bounds.opened(content) as image:
                if image.format not in ("PNG", "JPEG"):
                    raise ValueError(image.format)
                image.verify()
        return 1
    except picture_bounds.PictureTooLarge as error:
        raise AttachmentRefused(
            f"« {shown} » a une image de {error}. Réduisez-la, puis ajoutez le fichier."
        ) from error
    except pdf_bounds.PdfTooLarge as error:
        raise AttachmentRefused(
            f"« {shown} » {error} : imprimez-le en PDF, puis ajoutez cette copie."
        ) from error
    except Exception as error:
        raise AttachmentRefused(
            f"« {shown} » ne s’ouvre pas : vérifiez le fichier, puis ajoutez-le."
        ) from error


def _pages(content: bytes) -> int:
    """How many pages a PDF has; every picture in it is measured before any page is drawn."""
    import pypdfium2

    pdf_bounds.check_unpacked(content)
    with pypdfium2.PdfDocument(content) as document:
        for rank in range(min(len(document), MAX_PAGES)):
            sheet = document[rank]
            if not all(math.isfinite(side) and side > 0 for side in sheet.get_size()):
                raise ValueError("page size")
            for found in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
                if isinstance(found, pypdfium2.PdfImage):
                    picture_bounds.check_pixels(*found.get_px_size())
        return len(document)
