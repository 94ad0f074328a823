"""What speakers bring: which files are kept, which are refused with a sentence, and how pages are drawn."""

import hashlib
import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

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
    return str(refused.value)


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header announces this size; its pixels pack to next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(width + 1)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def packed_zeros(count: int) -> bytes:
    packer = zlib.compressobj(9)
    return (
        b"".join(packer.compress(bytes(10**6)) for _ in range(count // 10**6))
        + packer.compress(bytes(count % 10**6))
        + packer.flush()
    )


def pdf_of(drawn: bytes, image: bytes) -> bytes:
    """A page of 200 × 200 points with this packed content and this picture, named I."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream",
        image,
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def pdf_with_picture(side: int) -> bytes:
    """A page with a black picture of side × side pixels, packed to next to nothing."""
    packed = packed_zeros(side * side)
    image = (
        (
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode/Length %d>>stream\n" % (side, side, len(packed))
        )
        + packed
        + b"\nendstream"
    )
    return pdf_of(zlib.compress(b"200 0 0 200 0 0 cm /I Do"), image)


def within_a_gigabyte(code: str) -> str:
    """What this code prints in a process that may not hold more than 1 GB beyond what it imported."""
    if sys.platform != "linux":
        pytest.skip("only Linux enforces RLIMIT_AS; the sizes are checked without the limit")
    bounded = f"""
import resource, io
from pathlib import Path
from PIL import Image
import pypdfium2
from pages.meeting import attachments
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**30, used + 2**30))
{code}
"""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", bounded], capture_output=True, text=True, cwd=root, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("size", "drawn"),
    [((100, 14400), "25 3600"), ((14400, 100), "1800 13"), ((1, 1), "1800 1800"), ((595, 842), "1800 2548")],
)
def test_a_page_of_any_shape_is_drawn_within_two_screens(size, drawn, tmp_path):
    file_id = attachments.keep(tmp_path, "long.pdf", pdf(1, *size), SOMEONE)
    code = f"""
content = attachments.picture({str(tmp_path)!r}, {file_id!r}, 0)
print(*Image.open(io.BytesIO(content)).size)
"""
    assert within_a_gigabyte(code) == drawn


def test_a_picture_of_too_many_pixels_is_refused_from_its_header(tmp_path):
    said = refusal(tmp_path, "affiche.png", png_of(13_000, 13_000))
    assert "13\u202f000 × 13\u202f000 pixels" in said
    assert "au plus 40 millions de pixels" in said
    assert "plus de 170 millions de pixels" in refusal(tmp_path, "bombe.png", png_of(19_000, 19_000))
    assert "20\u202f001 × 1 pixels" in refusal(tmp_path, "ruban.png", png_of(20_001, 1))
    assert attachments.keep(tmp_path, "scan.png", png_of(8_000, 5_000), SOMEONE)


def test_a_pdf_with_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(tmp_path):
    assert "13\u202f000 × 13\u202f000 pixels" in refusal(tmp_path, "affiche.pdf", pdf_with_picture(13_000))
    file_id = attachments.keep(tmp_path, "affiche.pdf", pdf_with_picture(300), SOMEONE)
    with Image.open(io.BytesIO(attachments.picture(str(tmp_path), file_id, 0))) as drawn:
        assert drawn.size == (1800, 1800)


def test_a_pdf_that_unpacks_beyond_bounds_is_refused_before_it_is_opened(tmp_path):
    bomb = pdf_of(packed_zeros(310_000_000), b"null")
    assert len(bomb) < 400_000
    assert "trop de place une fois décomprimé" in refusal(tmp_path, "bombe.pdf", bomb)
    code = f"""
import zlib
content = Path({str(tmp_path)!r}, "bombe").read_bytes()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**27, used + 2**27))
try:
    attachments._pages(content)
except ValueError as error:
    print(error)
"""
    (tmp_path / "bombe").write_bytes(bomb)
    assert within_a_gigabyte(code) == "occupe trop de place une fois décomprimé"


def test_a_large_picture_is_shown_smaller_and_within_memory(tmp_path):
    file_id = attachments.keep(tmp_path, "scan.png", png_of(8_000, 5_000), SOMEONE)
    code = f"""
content = attachments.picture({str(tmp_path)!r}, {file_id!r}, 0)
image = Image.open(io.BytesIO(content))
print(*image.size, image.format)
"""
    assert within_a_gigabyte(code) == "3840 2400 PNG"


def test_a_kept_file_damaged_since_is_refused_in_french_when_it_is_drawn(tmp_path):
    file_id = attachments.keep(tmp_path, "bilan.pdf", pdf(1), SOMEONE)
    (tmp_path / file_id).write_bytes(b"%PDF")
    with pytest.raises(attachments.AttachmentRefused, match="ne peut pas être dessiné"):
        attachments.picture(str(tmp_path), file_id, 0)


def test_a_name_from_macos_and_its_twin_are_one_file(tmp_path):
    first = attachments.keep(tmp_path, "Pre\u0301sentation.png", picture(), SOMEONE)
    assert attachments.keep(tmp_path, "Pr\u00e9sentation.png", picture(), SOMEONE) == first
    assert attachments.title(first) == "Pr\u00e9sentation.png"
    assert [found.name for found in tmp_path.iterdir()] == [first]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\fakepath\\Bilan.png", "Bilan.png"),
        ("CON.png", "-CON.png"),
        ("\U00020000" * 200 + ".png", "\U00020000" * 29 + ".png"),
        ("é" * 300 + ".png", "é" * 58 + ".png"),
    ],
)
def test_names_with_paths_devices_or_no_end_are_kept_short_and_safe(tmp_path, name, kept):
    file_id = attachments.keep(tmp_path, name, picture(), SOMEONE)
    assert file_id == f"{hashlib.sha256(picture()).hexdigest()[:12]}-{kept}"
    assert len(file_id.encode()) < 200


def test_a_folder_whose_path_has_three_hundred_characters_keeps_files(tmp_path):
    if sys.platform == "win32":
        pytest.skip("Windows refuses paths above 260 characters unless its owner allowed them")
    folder = tmp_path
    while len(str(folder)) < 300:
        folder = folder / ("d" * 14)
    file_id = attachments.keep(folder, "a.png", picture(), SOMEONE)
    assert len(str(folder / file_id)) >= 315
    assert attachments.picture(str(folder), file_id, 0) == picture()


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
