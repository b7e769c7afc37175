"""The command `bulletin`: one thin module per verb; the heavy parts are imported when a verb runs."""

from __future__ import annotations

import sys

import click

from pipeline import __version__
from pipeline.cli.actors import actors
from pipeline.cli.codebook import codebook
from pipeline.cli.config import config
from pipeline.cli.dates import dates
from pipeline.cli.evaluate import evaluate
from pipeline.cli.explain import explain
from pipeline.cli.run import run
from pipeline.cli.schema import schema
from pipeline.cli.validate import validate


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: bulletin run raw_docs -o output",
)
@click.version_option(__version__, prog_name="bulletin")
def cli() -> None:
    """Turn research bulletins and news into PLOVER event records, every value traced to its words."""


for _command in (run, explain, evaluate, validate, schema, dates, actors, codebook, config):
    cli.add_command(_command)


def main() -> None:
    """Entry point of the `bulletin` command."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "interrupted; the files are as they were, and what is done is kept: give the command again to go on",
            err=True,
        )
        sys.exit(130)
