"""`python -m tools.layouts FOLDER`: write the issue in every design, to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.layouts.designs import DESIGNS
from tools.layouts.issue import read_issue
from tools.layouts.tables import write


def main(folder: Path) -> None:
    """Write the designs into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    issue = read_issue()
    for name, design in DESIGNS.items():
        (folder / f"{name}.pdf").write_bytes(design(issue).data)
    write(folder, issue)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its one argument
        sys.exit("usage: python -m tools.layouts FOLDER")
    main(Path(sys.argv[1]))
