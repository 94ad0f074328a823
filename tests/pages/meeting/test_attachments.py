"""What speakers bring: which files are kept, which are refused with a sentence, and how pages are drawn."""

import io

import pypdfium2
import pytest
from PIL import Image

from data.journal import Writer
from pages.meeting import attachments

SOMEONE = Writer("Une personne", may_write=True)
NOBODY = Writer("", may_write=False, reason_if_not="Connectez-vous pour enregistrer.")


def pdf(pages: int, width: int = 300, height: int = 200) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def picture(kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, kind)
    return content.getvalue()


def refusal(folder, name, content, writer=SOMEONE) -> str:
    with pytest.raises(attachments.AttachmentRefused) as refused:
        attachments.keep(folder, name, content, writer)
    assert list(folder.glob("*")) == []
    return refused.value.sentence


def test_a_pdf_makes_as_many_screens_as_it_has_pages_wide_enough_for_a_projector(tmp_path):
    file_id = attachments.keep(tmp_path, "Bilan 2025.pdf", pdf(3), SOMEONE)
    assert attachments.title(file_id) == "Bilan-2025.pdf"
    assert attachments.page_count(str(tmp_path), file_id) == 3
    with Image.open(io.BytesIO(attachments.picture(str(tmp_path), file_id, 2))) as drawn:
        assert drawn.size == (1800, 1200)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("b.jpg", "JPEG"), ("C.JPEG", "JPEG")])
def test_a_picture_is_one_screen_shown_as_it_is(tmp_path, name, kind):
    file_id = attachments.keep(tmp_path, name, picture(kind), SOMEONE)
    assert attachments.page_count(str(tmp_path), file_id) == 1
    assert attachments.picture(str(tmp_path), file_id, 0) == picture(kind)


def test_the_same_file_is_kept_once_and_no_name_leads_out_of_the_folder(tmp_path):
    folder = tmp_path / "documents"
    first = attachments.keep(folder, "../../evil.png", picture(), SOMEONE)
    assert attachments.keep(folder, "../../evil.png", picture(), SOMEONE) == first
    assert [found.name for found in folder.iterdir()] == [first]
    assert [found.name for found in tmp_path.iterdir()] == ["documents"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.docx", b"PK", "n’est ni un PDF ni une image PNG ou JPEG"),
        ("script.svg", b"<svg/>", "n’est ni un PDF ni une image PNG ou JPEG"),
        ("faux.pdf", b"<html>", "ne s’ouvre pas"),
        ("vide.png", b"", "ne s’ouvre pas"),
        ("anime.png", picture("GIF"), "ne s’ouvre pas"),
        ("coupe.png", picture()[:60], "ne s’ouvre pas"),
    ],
)
def test_a_kind_is_judged_on_the_name_and_on_the_content(tmp_path, name, content, said):
    sentence = refusal(tmp_path, name, content)
    assert f"« {name} »".replace(" ", "") in sentence.replace("\u202f", "").replace("\xa0", "").replace(
        " ", ""
    )
    assert said in sentence


def test_a_file_one_byte_over_the_bound_is_refused_and_one_at_the_bound_is_not(tmp_path):
    filled = pdf(1) + b"%" * (attachments.MAX_BYTES - len(pdf(1)))
    assert "attendu au plus 20" in refusal(tmp_path, "lourd.pdf", filled + b"%")
    assert attachments.keep(tmp_path, "juste.pdf", filled, SOMEONE).endswith("-juste.pdf")


def test_a_pdf_of_sixty_pages_is_kept_and_of_sixty_one_refused(tmp_path):
    assert "a 61 pages" in refusal(tmp_path, "long.pdf", pdf(61)).replace("\xa0", " ").replace("\u202f", " ")
    assert attachments.keep(tmp_path, "long.pdf", pdf(60), SOMEONE)


def test_who_may_not_write_copies_nothing(tmp_path):
    assert "Connectez-vous" in refusal(tmp_path, "a.png", picture(), NOBODY)


def test_a_file_gone_since_is_said_to_be_gone(tmp_path):
    with pytest.raises(attachments.AttachmentRefused, match="n’est plus dans le dossier"):
        attachments.page_count(str(tmp_path), "0123456789ab-perdu.pdf")
