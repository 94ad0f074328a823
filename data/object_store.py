"""Places on an object store: `s3://bucket/prefix`, reached with the settings that delta-rs reads.

`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, and `AWS_ENDPOINT_URL` for a
store that is not Amazon's. What is not set is looked for where Amazon's own tools do (profile, instance).
"""

import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow.fs as pafs

SCHEME = "s3://"
CONNECT_SECONDS, REQUEST_SECONDS = 3, 8
# Without these, delta-rs asks ten times, half a minute each: nobody in a room waits for that.
PATIENCE = {
    "connect_timeout": f"{CONNECT_SECONDS}s",
    "timeout": f"{REQUEST_SECONDS}s",
    "max_retries": "2",
    "retry_timeout": "10s",
}
_GIVEN_ELSEWHERE = (
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SKIP_SIGNATURE",
)
_NO_KEY = re.compile(
    r"\b40[13]\b|Forbidden|Unauthorized|InvalidAccessKeyId|SignatureDoesNotMatch|ACCESS.?DENIED|credential",
    re.IGNORECASE,
)
_KEYS = "AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY"


def settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings among these variables: delta-rs's `storage_options`, and those of `filesystem`."""
    return {key: value for key, value in environ.items() if key.startswith("AWS_")}


def problem_with_credentials(options: Mapping[str, str]) -> str | None:
    """Why nobody can be let in, in French with plain spaces, known without asking the store; None if unknown.

    Asked to find credentials where there are none, the libraries look for a cloud's machine half a minute.
    """
    named = {key: value for key, value in options.items() if value}
    if "AWS_ACCESS_KEY_ID" in named and "AWS_SECRET_ACCESS_KEY" in named:
        return None
    if any(key in named for key in _GIVEN_ELSEWHERE) or _has_profile(named) or _is_a_clouds_machine(named):
        return None
    given = [key for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY") if key in named]
    found = f"seul {given[0]} est donné" if given else "aucun n’est donné"
    return f"il demande des identifiants, et {found} : indiquer {_KEYS}, puis relancer"


def cause_of_refusal(error: BaseException) -> str | None:
    """Why the store refused, when it is for the credentials, in French with plain spaces."""
    if _NO_KEY.search(str(error)) is None:
        return None
    return f"il refuse ces identifiants : vérifier {_KEYS}, et leur droit sur ce compartiment, puis relancer"


def _has_profile(named: Mapping[str, str]) -> bool:
    with suppress(RuntimeError, OSError):  # no home folder
        default = Path.home() / ".aws" / "credentials"
        return Path(named.get("AWS_SHARED_CREDENTIALS_FILE", default)).is_file()
    return False


def _is_a_clouds_machine(named: Mapping[str, str]) -> bool:
    """Whether a service on this machine's network gives credentials, as on Amazon's own machines."""
    if named.get("AWS_EC2_METADATA_DISABLED", "").lower() == "true":
        return False
    address = urlsplit(named.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254"))
    with (
        suppress(OSError, ValueError),
        socket.create_connection((address.hostname or "", address.port or 80), timeout=1),
    ):
        return True
    return False


def filesystem(options: Mapping[str, str]) -> pafs.FileSystem:
    """The store that the settings name; its paths are `bucket/prefix/file`. Asks the store nothing."""
    return _opened(tuple(sorted(options.items())))


def at(address: str, environ: Mapping[str, str]) -> tuple[pafs.FileSystem, str]:
    """The store of `s3://bucket/prefix`, and the path there: `bucket/prefix`."""
    return filesystem(settings(environ)), address.removeprefix(SCHEME).strip("/")


@cache
def _opened(options: tuple[tuple[str, str], ...]) -> pafs.FileSystem:
    given = dict(options)
    endpoint = urlsplit(given.get("AWS_ENDPOINT_URL") or given.get("AWS_ENDPOINT") or "")
    return pafs.S3FileSystem(
        # One without the other is refused at once, with no sentence: told by `problem_with_credentials`.
        access_key=given.get("AWS_ACCESS_KEY_ID") if given.get("AWS_SECRET_ACCESS_KEY") else None,
        secret_key=given.get("AWS_SECRET_ACCESS_KEY") if given.get("AWS_ACCESS_KEY_ID") else None,
        session_token=given.get("AWS_SESSION_TOKEN"),
        region=given.get("AWS_REGION") or given.get("AWS_DEFAULT_REGION"),
        endpoint_override=endpoint.netloc or None,
        scheme=endpoint.scheme or "https",
        connect_timeout=CONNECT_SECONDS,
        request_timeout=REQUEST_SECONDS,
        retry_strategy=pafs.AwsStandardS3RetryStrategy(max_attempts=2),
    )
