"""Places on an object store: `s3://bucket/prefix`, reached with the settings that delta-rs reads.

`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, and `AWS_ENDPOINT_URL` for a
store that is not Amazon's. What is not set is looked for where Amazon's own tools do (profile, instance).
"""

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

import pyarrow.fs as pafs

SCHEME = "s3://"


def settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings among these variables: delta-rs's `storage_options`, and those of `filesystem`."""
    return {key: value for key, value in environ.items() if key.startswith("AWS_")}


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
        access_key=given.get("AWS_ACCESS_KEY_ID"),
        secret_key=given.get("AWS_SECRET_ACCESS_KEY"),
        session_token=given.get("AWS_SESSION_TOKEN"),
        region=given.get("AWS_REGION") or given.get("AWS_DEFAULT_REGION"),
        endpoint_override=endpoint.netloc or None,
        scheme=endpoint.scheme or "https",
    )
