"""Who may write, as pure rules: how the server was started, what the request says, who signed in.

The caller's address plays no part: behind a proxy on this computer, strangers have the address of its user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.french.typography import french
from data.journal.editors import Editor, find, find_account

# Set by run.py for the server's process: "local", or "reseau" when started with --reseau.
VARIABLE = "CEP_ACCESS"
LOCAL, NETWORK = "local", "reseau"
SESSION_SECONDS = 8 * 3600
# A provider's clock may be ahead of ours by this much.
_CLOCK_GAP = 600

_OWN_NAMES = ("127.0.0.1", "localhost", "::1")
# What proxies, tunnels and content networks add when they pass a request on.
_FORWARDED = {
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-original-host",
    "x-original-url",
    "x-envoy-external-address",
    "true-client-ip",
    "cf-connecting-ip",
    "cf-ray",
    "fastly-client-ip",
    "x-amzn-trace-id",
    "ngrok-trace-id",
}
_FORWARDED_STARTS = ("x-forwarded-", "tailscale-")


def mode(environ: Mapping[str, str]) -> str:
    """LOCAL or NETWORK; a value that is neither counts as NETWORK, where writing asks for a sign-in."""
    return LOCAL if environ.get(VARIABLE, "").strip() in ("", LOCAL) else NETWORK


def comes_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """True when a request was passed on by a proxy, or names another host than this computer.

    `headers` as the server received them; none at all means that there is no request (a test).
    """
    if not headers:
        return False
    names = [name.lower() for name in headers]
    if any(name in _FORWARDED or name.startswith(_FORWARDED_STARTS) for name in names):
        return True
    if not _is_own(f"//{headers.get('Host') or ''}"):
        return True
    # A proxy may replace Host and add nothing: the page's own address, in Origin, still says the truth.
    origin = headers.get("Origin")
    return origin is not None and not _is_own(origin)


def _is_own(address: str) -> bool:
    try:
        return urlsplit(address).hostname in _OWN_NAMES
    except ValueError:
        return False


def local_refusal(headers: Mapping[str, str], listens_on: str | None) -> str:
    """Why a session may not write on a server started without --reseau; empty when it may.

    `listens_on`: the address that the server listens on; None is every address of the computer.
    """
    if listens_on not in _OWN_NAMES:
        return french(
            "Lecture seule : le serveur est ouvert au réseau sans l’option prévue. "
            "Relancez-le avec « python run.py --reseau »."
        )
    if comes_from_elsewhere(headers):
        return french(
            "Lecture seule : le tableau de bord est servi pour cet ordinateur seulement, et cette session "
            "vient d’ailleurs."
        )
    return ""


@dataclass(frozen=True)
class SignIn:
    """A person recognised at a session: by pass phrase, or by their organisation's account.

    `since`: seconds since 1970. `stamp`: that of the editor's entry then; another one ends the session.
    """

    name: str
    since: float
    stamp: str


def of_account(claims: Mapping[str, object], editors: Sequence[Editor]) -> SignIn | str:
    """The sign-in that an identity provider's claims stand for, or why there is none (a sentence).

    Being known to the provider is not enough: its address must be on the list of editors.
    """
    address, since = claims.get("email"), claims.get("iat")
    if not isinstance(address, str) or not address.strip() or claims.get("email_verified") is False:
        return french("Lecture seule : le compte n’a pas d’adresse électronique vérifiée.")
    if isinstance(since, bool) or not isinstance(since, int | float):
        return french("Lecture seule : le compte n’indique pas l’heure de la connexion.")
    editor = find_account(editors, address)
    if editor is None:
        return french(
            f"Lecture seule : le compte {address} n’est pas sur la liste des personnes qui peuvent écrire."
        )
    return SignIn(editor.name, float(since), editor.stamp)


def network_refusal(sign_in: SignIn | None, editors: Iterable[Editor], now: float) -> str:
    """Why a session may not write on a server started with --reseau; empty when it may.

    Asked at each save: a session ends after 8 hours, and at once when its editor is removed or changed.
    """
    if sign_in is None:
        return french("Lecture seule : pour écrire, connectez-vous dans le volet de gauche.")
    if not -_CLOCK_GAP <= now - sign_in.since < SESSION_SECONDS:
        return french("Lecture seule : la connexion a plus de 8 heures, connectez-vous à nouveau.")
    editor = find(editors, sign_in.name)
    if editor is None or editor.stamp != sign_in.stamp:
        return french("Lecture seule : cet accès a été changé ou retiré, connectez-vous à nouveau.")
    return ""
