"""Serve the dashboard on this computer, or with --reseau on a network, and open it in the browser."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from launch import datasets, network
from launch.console import Problem, say, warn
from launch.environment import RUNTIME, Environment
from launch.network import Reach
from launch.surroundings import warn_about_folder

ADDRESS = "127.0.0.1"
PORT = 8501
# Attempts after the usual port: more would hide a real problem.
NEXT_PORTS = 20
START_SECONDS = 120
STOP_SECONDS = 10


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that serves."""
    parser.add_argument("--port", metavar="N", help=f"port à utiliser (sinon {PORT}, ou le suivant libre)")
    parser.add_argument("--sans-navigateur", action="store_true", help="n’ouvre pas le navigateur")
    network.add_options(parser)


def run(options: argparse.Namespace, root: Path) -> int:
    """Install what is missing, build the datasets, serve until Ctrl+C. Returns an exit code."""
    reach = network.reach(options)
    port = choose_port(options.port, reach.address)
    warn_about_folder(root)
    environment = Environment(root)
    environment.ensure(RUNTIME)
    if reach.is_network:
        network.prepare(environment)
    datasets.ensure(environment)
    return serve(environment, port, open_browser=not options.sans_navigateur, reach=reach)


def choose_port(asked: str | None, address: str = ADDRESS) -> int:
    """The port asked for, or the usual one, or the next free one, at the address to listen on.

    Raises Problem when the port asked for is no port, or taken: whoever names one counts on it.
    """
    if asked is None:
        for port in range(PORT, PORT + NEXT_PORTS + 1):
            if is_free(port, address):
                if port != PORT:
                    warn(
                        f"le port {PORT} est déjà pris, peut-être par un tableau de bord resté ouvert.\n"
                        f"  Le port {port} est utilisé à la place."
                    )
                return port
        raise Problem(f"Aucun port n’est libre de {PORT} à {PORT + NEXT_PORTS}. Choisissez-en un : --port N")
    if not asked.isdecimal() or not 1024 <= int(asked) <= 65535:
        raise Problem(f"« {asked} » n’est pas un port utilisable : indiquez un nombre de 1024 à 65535.")
    port = int(asked)
    if is_free(port, address):
        return port
    following = range(port + 1, min(port + NEXT_PORTS, 65535))
    near = [candidate for candidate in following if is_free(candidate, address)]
    advice = f"Par exemple : --port {near[0]}" if near else "Choisissez-en un autre avec --port N"
    raise Problem(f"Le port {port} est déjà pris par un autre programme. {advice}")


def is_free(port: int, address: str = ADDRESS) -> bool:
    """True when nothing listens on this port of the computer, at this address."""
    for known in {ADDRESS, network.to_open(address)}:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.settimeout(1)
            if probe.connect_ex((known, port)) == 0:
                return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Without it, a port is refused for a minute after the server that used it stopped.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def command(python: Path, port: int, reach: Reach) -> list[str]:
    """The command line of the server's process: where it listens, and under which names it answers."""
    line = [str(python), "server.py", "--server.headless", "true"]
    line += ["--server.address", reach.address, "--server.port", str(port)]
    # To show its greeting on a network, Streamlit would ask a site of the Internet for our address.
    line += ["--logger.hideWelcomeMessage", "true"]
    for host in reach.hosts:
        line += ["--server.allowedHosts", host]
    return line


def serve(environment: Environment, port: int, open_browser: bool, reach: Reach = network.HERE) -> int:
    """Start server.py, open the browser once it answers, and stop it on Ctrl+C. Returns an exit code."""
    # A closed window sends SIGHUP, a system that stops SIGTERM, and some parents leave SIGINT ignored: each
    # must stop the server too.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    # Streamlit's own words on stdout are English and repeat what is said here; errors go to stderr.
    server = subprocess.Popen(
        command(environment.python, port, reach),
        cwd=environment.root,
        env=environment.variables(**{network.VARIABLE: reach.access}),
        stdout=subprocess.DEVNULL,
    )
    url = f"http://{network.to_open(reach.address)}:{port}"
    try:
        if not answers(server, url):
            raise Problem(
                "Le tableau de bord n’a pas démarré (le message ci-dessus dit pourquoi).\n"
                "Relancez ; si cela persiste, supprimez le dossier .venv et relancez "
                "avec une connexion à Internet."
            )
        say(f"Le tableau de bord est prêt : {url}")
        if reach.is_network:
            network.explain(reach, port)
        say("Laissez cette fenêtre ouverte. Pour arrêter : Ctrl+C.")
        if open_browser and _has_screen() and not webbrowser.open(url):
            say("Ouvrez cette adresse dans un navigateur.")
        code = server.wait()
        if code != 0:
            raise Problem(f"Le tableau de bord s’est arrêté de lui-même (code {code}). Relancez.")
        return 0
    except KeyboardInterrupt:
        say("\nArrêt du tableau de bord.")
        return 0
    finally:
        stop(server)


def answers(server: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the server says that it is well; False when it stops or takes too long."""
    # The computer's own address never goes through the proxy of the network.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            direct.open(f"{url}/_stcore/health", timeout=2),
        ):
            return True
        time.sleep(0.1)
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: it has had the same Ctrl+C, so ask only if it is still there."""
    for ask in (lambda: None, server.terminate, server.kill):
        ask()
        try:
            server.wait(1 if ask not in (server.terminate, server.kill) else STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            continue
        except KeyboardInterrupt:
            # A second Ctrl+C: no more patience.
            server.kill()


def _has_screen() -> bool:
    """False on a Linux without a display, where the browser found would be a text one, in this console."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
