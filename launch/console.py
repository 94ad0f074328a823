"""What the person who started run.py reads: French lines, on any console."""

import codecs
import re
import sys

# Typography that old Windows code pages lack, and what stands for it there.
_PLAIN = {
    "\u202f": " ",
    "\u00a0": " ",
    "\u2019": "'",
    "\u2026": "...",
    "\u2013": "-",
    "«": '"',
    "»": '"',
    "œ": "oe",
    "→": "->",
}
_ERRORS = "cep-console"


class Problem(Exception):
    """A reason why the dashboard cannot start, as French sentences: what was found, and what to do."""

    def __init__(self, sentences: str) -> None:
        super().__init__(french(sentences))


def french(sentence: str) -> str:
    """Narrow no-break spaces before ``; : ! ?`` and inside guillemets, as the application writes them.

    The launcher has its own: it runs before anything is installed.
    """
    sentence = re.sub(" (?=[:;!?»])", "\u202f", sentence)
    return sentence.replace("« ", "«\u202f")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(c, "?") for c in error.object[error.start : error.end]), error.end


def prepare() -> None:
    """Make stdout and stderr accept French on a console that is not UTF-8, instead of failing."""
    codecs.register_error(_ERRORS, _plain)
    for stream in (sys.stdout, sys.stderr):
        # pythonw.exe has no stream, and a test may put a plain buffer there.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_ERRORS)


def say(text: str = "") -> None:
    """Print at once, so that the order holds with what child processes print."""
    print(french(text), flush=True)


def warn(text: str) -> None:
    """Print a warning that does not stop the start."""
    say(f"Attention : {text}")
