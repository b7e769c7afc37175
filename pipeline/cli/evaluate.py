"""`bulletin evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.fail import BELOW_FLOOR, NOTHING, USAGE, Failure


@click.command(epilog="Example: bulletin evaluate tests/gold output", short_help="Score an output against gold.")
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write every error there (JSONL).")
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fail below these floors (JSON).",
)
def evaluate(gold: Path, out: Path, *, as_json: bool, errors: Path | None, floors: Path | None) -> None:
    """Compare the records in OUT with the annotations in GOLD, both folders of the contract's files.

    Every figure comes with a 95 % bootstrap interval. With --floors, exit code 6 below a floor.
    """
    import jsonlines  # noqa: PLC0415 - not needed for --help

    from pipeline.evaluate import EvaluationError, gate  # noqa: PLC0415
    from pipeline.evaluate import evaluate as score  # noqa: PLC0415

    try:
        report = score(gold, out)
    except EvaluationError as error:
        raise Failure(str(error), NOTHING) from error
    if errors:
        with jsonlines.open(errors, "w") as writer:
            writer.write_all(report.errors_to_json())
    click.echo(json.dumps(report.to_json(), indent=2) if as_json else report.table())
    if floors:
        try:
            below = gate.check(report, floors)
        except gate.GateError as error:
            raise Failure(str(error), USAGE) from error
        for line in below:
            click.echo(line, err=True)
        if below:
            raise click.exceptions.Exit(BELOW_FLOOR)
