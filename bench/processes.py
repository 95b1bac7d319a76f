"""A command in a process of its own: its seconds, its peak of memory, and what it said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

_LAUNCHER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
ran = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
seconds = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
print(json.dumps([ran.returncode, seconds, used.ru_utime + used.ru_stime, peak, ran.stdout, ran.stderr]))
"""
"""A small process between: Linux counts the memory of the one that starts a program into the program's peak."""


class Ran(NamedTuple):
    """Seconds from start to end, those of the processors, the peak of memory in MiB, and what was written."""

    seconds: float
    cpu: float
    peak: float
    stdout: str
    stderr: str


def run(command: list[str]) -> Ran:
    """Run a command from the root of the repository; raises `RuntimeError` with what it said if it fails."""
    launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    told = subprocess.run(launched, check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT).stdout
    code, *ran = json.loads(told)
    found = Ran(*ran)
    if code:
        raise RuntimeError(f"{' '.join(command)}: exit {code}\n{found.stdout}{found.stderr}")
    return found
