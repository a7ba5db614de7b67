"""Who gives a command: there is no sign-in yet, so it is the name that is said, or the system's user."""

import getpass

import click

from modelgov.errors import MachineError

BY = click.option("--by", default="", help="Who you are; the name of the system's user, if unsaid.")


def who(by: str) -> str:
    """The name of who gives the command; raises MachineError where neither says one."""
    if by.strip():
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise MachineError(
            what="This user of the system has no name.",
            where="who gives the command",
            remedy="Say who you are with --by, or in LOGNAME.",
        ) from error
