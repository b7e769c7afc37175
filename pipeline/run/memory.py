"""The memory of a process: how much it may hold and how much it holds, where the system can tell."""

from __future__ import annotations

import sys
from pathlib import Path

_MIB = 1 << 20
_STATUS = Path("/proc/self/status")


def limit(megabytes: int) -> None:
    """Refuse this process more memory than so much (a MemoryError then), on systems that can.

    Counted is what the process has asked for to write in, not libraries and files that it maps.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * _MIB
        if most != resource.RLIM_INFINITY:
            wanted = min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def held() -> float:
    """Megabytes that this process has asked for to write in; 0 where the system does not tell."""
    if not _STATUS.is_file():
        return 0.0
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) / 1024
    return 0.0
