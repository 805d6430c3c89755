"""The rows of files, without a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.errors import RequestError
from sayso.model import Problem
from sayso.plugins import ReadOptions
from sayso.readers import walk

from .extraction import Depth, Extracted
from .work import Job, Unit, run


def extract_files(
    files: Sequence[Path], options: ReadOptions, depth: Depth, problems: list[Problem]
) -> Iterator[Extracted]:
    """Each document of the files with its rows; what cannot be read is added to ``problems``.

    Raises :class:`RequestError` (``nothing-found``) for a file that does not exist.
    """
    for file in files:
        if not file.exists() and not file.is_symlink():
            raise RequestError("nothing-found", str(file), "no such file or folder")
    job = Job(options, depth)
    for n, found in enumerate(walk(list(files), options)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        for done in run((Unit(n, found.address, found, None, options.meta),), job):
            problems.extend(done.problems)
            yield from done.documents
