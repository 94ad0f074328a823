"""`--reseau`: to which addresses the server answers, and what the person who starts it must know."""

import argparse
import contextlib
import ipaddress
import re
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path

from launch import editors
from launch.console import Problem, french, say, warn
from launch.environment import Environment

OIDC = "requirements-oidc.txt"
# The server's process reads it: the right to write is decided here, by whoever starts it.
VARIABLE = "CEP_ACCESS"
_EVERY_ADDRESS = "0.0.0.0"
_HERE_ONLY = "127.0.0.1"
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.I)


@dataclass(frozen=True)
class Reach:
    """Where a server listens (`address`), for whom (`access`), under which names (`hosts`, or ours)."""

    address: str
    access: str
    hosts: tuple[str, ...] = ()

    @property
    def is_network(self) -> bool:
        return self.access == "reseau"


HERE = Reach(_HERE_ONLY, "local")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that serves, for a network."""
    parser.add_argument(
        "--reseau",
        action="store_true",
        help=french("ouvre la lecture aux autres ordinateurs du réseau ; écrire demande de se connecter"),
    )
    parser.add_argument(
        "--adresse", metavar="IP", help="avec --reseau, n’écoute que sur cette adresse de l’ordinateur"
    )
    parser.add_argument(
        "--nom",
        metavar="NOM",
        action="append",
        help="avec --reseau, répond aussi sous ce nom (celui d’un serveur mandataire, par exemple)",
    )


def reach(options: argparse.Namespace) -> Reach:
    """What the options ask for. Raises Problem when they make no sense together, or are no address."""
    names = tuple(options.nom or ())
    if not options.reseau:
        if options.adresse is not None or names:
            raise Problem("--adresse et --nom vont avec --reseau : sans elle, seul cet ordinateur est servi.")
        return HERE
    for name in names:
        if not _HOST.fullmatch(name):
            raise Problem(
                f"« {name} » n’est pas un nom d’hôte : attendu un nom seul, sans http:// ni "
                "port, comme cep.exemple.fr."
            )
    address = _EVERY_ADDRESS if options.adresse is None else options.adresse
    _check(address)
    own = local_addresses() if address == _EVERY_ADDRESS else (address,)
    host = socket.gethostname().lower()
    machine = (host, f"{host}.local") if _HOST.fullmatch(host) else ()
    hosts = dict.fromkeys((*own, *machine, "localhost", _HERE_ONLY, *(name.lower() for name in names)))
    return Reach(address, "reseau", tuple(hosts))


def _check(address: str) -> None:
    try:
        ipaddress.IPv4Address(address)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except (ValueError, OSError) as error:
        own = ", ".join(local_addresses()) or "aucune, cet ordinateur n’est relié à aucun réseau"
        raise Problem(
            f"« {address} » n’est pas une adresse de cet ordinateur. Ses adresses : {own}."
        ) from error


def local_addresses() -> tuple[str, ...]:
    """The IPv4 addresses by which other computers reach this one, the usual one first."""
    found = []
    # Nothing is sent: the system only says from which address it would.
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        found += [
            str(known[4][0]) for known in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        ]
    usable = [text for text in found if not ipaddress.IPv4Address(text).is_loopback]
    return tuple(dict.fromkeys(usable))


def to_open(address: str) -> str:
    """The address at which this computer itself reaches a server that listens on `address`."""
    return _HERE_ONLY if address == _EVERY_ADDRESS else address


def prepare(environment: Environment) -> None:
    """Say who may write, and add what signing in with an account needs, when that is configured."""
    editors.command(environment, "--list")
    if not accounts_configured(environment.root):
        return
    try:
        environment.ensure(OIDC)
    except Problem as problem:
        warn(f"la connexion par compte n’est pas disponible, celle par phrase de passe l’est.\n{problem}")


def accounts_configured(root: Path) -> bool:
    """True when the secrets have an [auth] section. Raises Problem when they can't be read."""
    for folder in (root, Path.home()):
        path = folder / ".streamlit" / "secrets.toml"
        try:
            if "auth" in tomllib.loads(path.read_text(encoding="utf-8-sig")):
                return True
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise Problem(f"Le fichier {path} ne se lit pas : {error}") from error
    return False


def explain(reach: Reach, port: int) -> None:
    """Say, once the server answers, who can read, who can write, and what to type on other computers."""
    if reach.address == _EVERY_ADDRESS:
        own = local_addresses()
    else:
        own = () if ipaddress.IPv4Address(reach.address).is_loopback else (reach.address,)
    say("Ouvert au réseau : quiconque atteint une de ces adresses peut lire.")
    for address in own:
        say(f"  À taper sur un autre ordinateur : http://{address}:{port}")
    if not own:
        say("  Aucune adresse sur un réseau : seul un serveur mandataire d’ici peut l’atteindre.")
    say("  Si une adresse change (autre Wi-Fi), relancez. Un pare-feu peut demander une autorisation.")
    say("  Sans HTTPS, une phrase de passe circule en clair sur le réseau : README.md dit que faire.")
