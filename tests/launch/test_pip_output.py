"""pip's English lines, turned into what a user can act upon."""

from pathlib import Path

import pytest

from launch.pip_output import Progress, explain, read_pins

LOG = Path("journal.log")
PINS = """# en-tête
altair==6.3.0 \\
    --hash=sha256:00
    # via -r requirements.in
cffi==2.1.1 ; sys_platform == 'win32' \\
    --hash=sha256:00
"""


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(... "
            "[Errno -3] Temporary failure in name resolution)'\n"
            "ERROR: Could not find a version that satisfies the requirement altair (from versions: none)\n"
            "ERROR: No matching distribution found for altair==6.3.0",
            "le réseau ne répond pas",
        ),
        ("[Errno 11001] getaddrinfo failed", "le réseau ne répond pas"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "rien n’a été installé",
        ),
        ("SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", "PIP_CERT"),
        ("ProxyError('Cannot connect to proxy.', NewConnectionError(...))", "HTTPS_PROXY"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "plein"),
        ("OSError: [WinError 206] The filename or extension is too long", "trop long pour Windows"),
        ("ERROR: [WinError 32] The process cannot access the file", "Fermez les autres fenêtres"),
        ("ERROR: No matching distribution found for pyproj==3.7.2", "Python 3.11 à 3.14"),
    ],
)
def test_a_failure_of_pip_is_explained_in_french(printed: str, sentence: str) -> None:
    text = explain(printed, LOG)
    assert sentence in text
    assert "journal.log" in text


def test_an_unknown_failure_quotes_the_last_error_of_pip() -> None:
    assert "ERROR: quelque chose" in explain("début\nERROR: quelque chose\nsuite", LOG)
    assert "aucun message" in explain("", LOG)


def test_pins_are_read_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text(PINS, encoding="utf-8")
    assert read_pins(path) == {2: "altair 6.3.0", 5: "cffi 2.1.1"}


def test_each_library_is_one_line_however_pip_words_it(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress({2: "altair 6.3.0", 5: "cffi 2.1.1"}) as progress:
        progress.read("Collecting altair==6.3.0 (from -r requirements.txt (line 2))\n")
        progress.read("  Downloading altair-6.3.0-py3-none-any.whl (795 kB)\n")
        progress.read("Processing ./cffi.whl (from -r requirements.txt (line 5))\n")
        progress.read("Installing collected packages: altair, cffi\n")
    assert capsys.readouterr().out.splitlines() == [
        "  [1/2] altair 6.3.0",
        "  [2/2] cffi 2.1.1",
        "  Téléchargement terminé. Écriture sur le disque, une à trois minutes…",
    ]


def test_a_library_already_there_is_not_announced(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress({2: "altair 6.3.0"}) as progress:
        progress.read(
            "Requirement already satisfied: altair==6.3.0 in x (from -r requirements.txt (line 2))\n"
        )
    assert capsys.readouterr().out == ""
