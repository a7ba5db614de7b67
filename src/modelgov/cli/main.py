"""`modelgov`: the commands, one module each, read in only when called."""

import importlib
import logging
import sys
import warnings

import click

from modelgov import __version__
from modelgov.cli.heap import keep_little
from modelgov.errors import ModelgovError

INCOMPLETE = 3  # exit code: done, but part could not be seen, or told
FOUND = 4  # exit code: done, and a failure stands
COMMANDS = {
    "check": "Judge everything by the controls, and list the findings.",
    "collect": "Read the registry of every account and region into the lake.",
    "control": "List, explain, write, lint and try controls.",
    "coverage": "Say what was read and what could not be, and what events missed.",
    "demo": "Run the demo organisation on an emulated AWS, and the dashboard on it.",
    "doctor": "Try every permission in every account and region, read-only.",
    "findings": "Export the findings that stand: CSV, JSON, OSCAL, or a report to print.",
    "framework": "Show laws, guidance and standards clause by clause, by what controls found.",
    "iam": "Print the IAM policies that modelgov needs, derived from what it calls.",
    "lineage": "Show what an asset came from and what came of it, over all accounts.",
    "notices": "List and send notices of findings, and try the rules by which they go.",
    "prices": "Fetch AWS's list prices into a dated table.",
    "query": "Run SQL over the tables, read-only.",
    "serve": "Serve the dashboard, and listen for changes.",
    "settings": "List the settings, what they mean and what they are now.",
    "tables": "List the tables and columns, and what they mean.",
    "waiver": "Ask for, approve, revoke and list waivers of controls.",
    "watch": "Take SageMaker's events from the hub's queue into the journal.",
}


class Commands(click.Group):
    """Imports a command's module when it is called: `query` needs no web, and the demo is an extra."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"modelgov.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="modelgov")
def modelgov() -> None:
    """Model governance for Amazon SageMaker: one source of truth for every model.

    Settings come from modelgov.toml in the working folder and from MODELGOV_<NAME> in the
    environment; see `modelgov settings`.

    Exit codes: 0 done, 1 an error that says what to do, 2 a wrong command line, 3 done but part of
    the organisation could not be seen, or a notice could not be told, 4 done and a failure stands.
    """


def main() -> None:
    """Run the command line; our own errors become their three sentences, never a traceback."""
    keep_little()
    logging.basicConfig(level=logging.ERROR)
    warnings.filterwarnings("ignore", category=UserWarning, module="pyiceberg")
    try:
        modelgov(standalone_mode=True)
    except ModelgovError as error:
        click.echo(f"{error.what}\n  where: {error.where}\n  what to do: {error.remedy}", err=True)
        sys.exit(1)
