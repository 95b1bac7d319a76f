"""A hidden folder beside a file, in which what is to take its place is written."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

MARK = ".hotline-writing"
"""The file by which a room is known; whoever writes in the room holds a lock on it, which ends with the process."""
_TEXT = b"hotline audit writes its report here; the folder may be removed when it no longer runs\n"


@contextmanager
def room(target: Path) -> Iterator[Path]:
    """Give a folder beside `target`, removed whatever happens; what a run that was killed left of one is removed first.

    A rename is atomic only within one file system, hence beside. Raises `OSError`.
    """
    sweep(target)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder, _marked(Path(folder)):
        yield Path(folder)


def sweep(target: Path) -> None:
    """Remove the rooms beside `target` that bear the mark and of which nobody holds the lock any more."""
    for folder in target.parent.glob(f".{glob.escape(target.name)}.*"):
        if folder.is_dir() and not folder.is_symlink():
            with _taken(folder / MARK) as is_left:
                if is_left:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _marked(folder: Path) -> Iterator[None]:
    """Mark a room while it is written in; where there are no such locks it bears no mark, and is never swept."""
    if sys.platform == "win32":
        yield
        return
    with (folder / MARK).open("wb") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield
            return
        mark.write(_TEXT)
        mark.flush()
        yield


@contextmanager
def _taken(mark: Path) -> Iterator[bool]:
    """Take the lock of a room; whether it is one of ours and nobody held it."""
    if sys.platform == "win32":
        yield False
        return
    try:
        handle = os.open(mark, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield os.read(handle, len(_TEXT) + 1) == _TEXT
    finally:
        os.close(handle)
