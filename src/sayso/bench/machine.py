"""On what a measurement was made."""

from __future__ import annotations

import datetime as dt
import os
import platform
import resource
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sayso.version import __version__

_LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "orjson", "scipy")


def machine() -> dict[str, object]:
    """Processor, cores, memory, system, versions, date."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "versions": {"sayso": __version__, **_versions()},
        "date": dt.date.today().isoformat(),
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def peak_memory_mib() -> float:
    """The most memory that this process and its largest finished child held, MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(max(own, children) / 1024, 1)
