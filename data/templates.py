"""Templates of documents that a user puts in CEP_HOME, to have them used in place of the application's."""

from __future__ import annotations

import logging
import os

import pyarrow.fs as pafs

from data import object_store
from data.home import home

log = logging.getLogger(__name__)
FOLDER = "templates"


def find_template(name: str) -> bytes | None:
    """The file ``templates/<name>`` of CEP_HOME (a folder or ``s3://…``); None when there is none.

    A place that cannot be read counts as no template: documents are made all the same.
    """
    try:
        root = home()
        if "://" in root:
            filesystem, path = object_store.at(root, os.environ)
        else:
            filesystem, path = pafs.LocalFileSystem(), root
        file = f"{path.rstrip('/')}/{FOLDER}/{name}"
        if filesystem.get_file_info(file).type != pafs.FileType.File:
            return None
        with filesystem.open_input_stream(file) as stream:
            return bytes(stream.read())
    except (OSError, ValueError):
        log.exception("template %r could not be looked for", name)
        return None
