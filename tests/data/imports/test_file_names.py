"""Names of files are received in one spelling, whatever the system that sent them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.file_names import received_name


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("Pre\u0301sentation.pdf", "Pr\u00e9sentation.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\Bilan 2025.pdf", "Bilan 2025.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("Connexion.pdf", "Connexion.pdf"),
        ("a:b?.pdf", "a-b-.pdf"),
        ("fin. ", "fin"),
        ("droite\u202egauche.pdf", "droitegauche.pdf"),
        ("..", "fichier"),
        ("", "fichier"),
        ("é" * 300 + ".pdf", "é" * 58 + ".pdf"),
    ],
)
def test_a_name_is_composed_bare_and_short(sent, received):
    assert received_name(sent) == received


@given(st.text(max_size=300))
def test_any_name_can_be_stored_and_is_received_the_same_twice(sent):
    received = received_name(sent)
    assert 0 < len(received.encode()) <= 120
    assert not set(received) & set('/\\<>:"|?*\0')
    assert received_name(received) == received
