"""`modelgov iam`."""

import json

import click

from modelgov import wire
from modelgov.collect.policy import Place, collector_actions, documents, statements, template
from modelgov.events.way import RULE_READS


@click.group()
def command() -> None:
    """Print the IAM policies that modelgov needs, derived from what it calls."""


@command.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "cloudformation"]), default="json", show_default=True
)
def collector(form: str) -> None:
    """Print the least-privilege policy of the role that reads AWS, and looks at its rule for events.

    More than one managed policy holds comes as a JSON list of documents, one policy each.
    """
    chosen = wire.settings()
    place = Place(partition=wire.partition(chosen), role_name=chosen.role_name)
    policies = documents(statements((*collector_actions(), *RULE_READS), place))
    if form == "cloudformation":
        shown: object = template(policies)
    else:
        shown = policies[0] if len(policies) == 1 else list(policies)
    click.echo(json.dumps(shown, indent=2))
