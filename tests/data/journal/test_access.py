"""Who may write: the rules, with headers, lists and clocks made by hand."""

import pytest

from data.journal import access
from data.journal.access import LOCAL, NETWORK, SignIn
from data.journal.editors import Editor

ANNE = Editor("Anne", phrase_hash="$argon2id$…", account="anne@exemple.fr")
HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, LOCAL),
        ("", LOCAL),
        ("local", LOCAL),
        ("reseau", NETWORK),
        ("oui", NETWORK),
        ("Local!", NETWORK),
    ],
)
def test_what_is_not_understood_is_the_stricter_mode(value, expected):
    assert access.mode({} if value is None else {access.VARIABLE: value}) == expected


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_the_computers_own_names_may_write(host):
    assert access.local_refusal({"Host": host}, "127.0.0.1") == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "192.168.1.20:8501"},
        {"Host": "cep.exemple.fr"},
        {"Host": "localhost.exemple.fr"},
        {"Host": "127.0.0.1.exemple.fr"},
        {"Host": "localhost@exemple.fr"},
        {"Host": "[::1"},
        {"Host": ""},
        {"Accept": "*/*"},
        {**HERE, "X-Forwarded-For": "203.0.113.7"},
        {**HERE, "x-forwarded-proto": "https"},
        {**HERE, "X-Forwarded-For": ""},
        {**HERE, "Forwarded": "for=203.0.113.7"},
        {**HERE, "X-Real-IP": "203.0.113.7"},
        {**HERE, "Via": "1.1 mandataire"},
        {**HERE, "CF-Connecting-IP": "203.0.113.7"},
        {**HERE, "Tailscale-User-Login": "quelqu-un"},
        # A proxy that rewrites Host and adds nothing: the page's address is not this computer's.
        {**HERE, "Origin": "https://cep.exemple.fr"},
        {**HERE, "Origin": "null"},
    ],
)
def test_a_request_from_elsewhere_is_read_only_without_reseau(headers):
    assert "vient d’ailleurs" in access.local_refusal(headers, "127.0.0.1")


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "192.168.1.20", "::"])
def test_a_server_opened_to_the_network_by_another_way_is_read_only_for_all(address):
    assert "--reseau" in access.local_refusal(HERE, address)


def test_on_a_network_reading_is_open_and_writing_needs_a_sign_in():
    assert "connectez-vous" in access.network_refusal(None, [ANNE], now=0)
    assert access.network_refusal(SignIn("Anne", 1000.0, ANNE.stamp), [ANNE], now=1001) == ""


def test_a_session_ends_after_eight_hours():
    signed_in = SignIn("Anne", 1000.0, ANNE.stamp)
    assert access.network_refusal(signed_in, [ANNE], now=1000 + 8 * 3600 - 1) == ""
    assert "plus de 8 heures" in access.network_refusal(signed_in, [ANNE], now=1000 + 8 * 3600)


def test_a_sign_in_from_the_future_is_refused():
    assert access.network_refusal(SignIn("Anne", 10_000.0, ANNE.stamp), [ANNE], now=1000) != ""


def test_a_removed_or_changed_editor_is_out_at_once():
    signed_in = SignIn("Anne", 1000.0, ANNE.stamp)
    changed = Editor("Anne", phrase_hash="$argon2id$autre", account=ANNE.account)
    assert "changé ou retiré" in access.network_refusal(signed_in, [], now=1001)
    assert "changé ou retiré" in access.network_refusal(signed_in, [changed], now=1001)


def test_an_account_on_the_list_signs_as_its_editor_not_as_it_calls_itself():
    claims = {"email": "Anne@Exemple.fr", "name": "Le Président", "iat": 1000}
    assert access.of_account(claims, [ANNE]) == SignIn("Anne", 1000.0, ANNE.stamp)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "bruno@exemple.fr", "iat": 1000}, "pas sur la liste"),
        ({"email": "anne@exemple.fr", "iat": 1000, "email_verified": False}, "vérifiée"),
        ({"email": "", "iat": 1000}, "vérifiée"),
        ({"iat": 1000}, "vérifiée"),
        ({"email": "anne@exemple.fr"}, "heure de la connexion"),
        ({"email": "anne@exemple.fr", "iat": "1000"}, "heure de la connexion"),
    ],
)
def test_an_account_that_is_not_on_the_list_or_not_sure_is_refused(claims, said):
    found = access.of_account(claims, [ANNE, Editor("Sans compte", phrase_hash="x")])
    assert isinstance(found, str)
    assert said in found
