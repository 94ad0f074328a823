"""How the journal's table is created, and the first commit that this makes, the same for every journal."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from deltalake import CommitProperties, DeltaTable

from data.journal import log
from data.journal.row_files import SCHEMA

# Delta forgets by default: without the first two, versions vanish at a checkpoint after thirty days.
CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.appendOnly": "true",
}


def create_at(uri: str, options: Mapping[str, str] | None) -> None:
    """Create the table there unless there is one. DeltaError or OSError if it cannot be."""
    DeltaTable.create(
        uri,
        schema=SCHEMA,
        mode="ignore",
        name="journal",
        configuration=CONFIGURATION,
        storage_options=None if options is None else dict(options),
        # Tried again, a creation that lost the race would become version 1: a change of metadata,
        # which makes delta-rs refuse every save written from version 0.
        commit_properties=CommitProperties(max_commit_retries=0),
    )


def first_commit() -> bytes:
    """The content of the first commit."""
    folder = tempfile.mkdtemp(prefix="cep-journal-")
    try:
        create_at(folder, None)
        return log.commit_file(Path(folder) / "_delta_log", 0).read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
