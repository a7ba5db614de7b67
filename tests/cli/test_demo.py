"""What the demo says, and the environment that it works in."""

import os
import shlex
import subprocess

from modelgov.cli.tryout import exports
from modelgov.demo.emulator import without_other_aws


def test_no_setting_of_another_aws_is_kept() -> None:
    kept = without_other_aws({"AWS_PROFILE": "p", "AWS_SESSION_TOKEN": "t", "HOME": "/h"})
    assert {name: value for name, value in kept.items() if "proxy" not in name.lower()} == {
        "HOME": "/h",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def test_this_machine_is_reached_past_a_proxy_and_other_exceptions_stay() -> None:
    assert without_other_aws({"NO_PROXY": "a.example,localhost"})["no_proxy"] == (
        "a.example,localhost,127.0.0.1"
    )
    assert without_other_aws({"no_proxy": "*"})["NO_PROXY"] == "*"


def test_the_printedexports_hold_any_path_and_undo_what_the_user_has_set() -> None:
    data = "/tmp/it's [/b] here"
    said = exports({"MODELGOV_DATA": data}, {"AWS_PROFILE": "p", "https_proxy": "http://proxy:1"})
    shown = f'{said}; printf \'%s|%s|%s\' "$MODELGOV_DATA" "$no_proxy" "$AWS_PROFILE"'
    done = subprocess.run(
        ["sh", "-c", shown], check=True, capture_output=True, text=True, env={"AWS_PROFILE": "p"}
    )
    assert done.stdout == f"{data}|127.0.0.1,localhost|"
    assert shlex.quote(data) in said
