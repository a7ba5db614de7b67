"""Cloud Custodian over the same organisation: models, endpoint configs and endpoints of every account.

    python bench/custodian.py OUT [POLICIES]

The account and its endpoint come from the usual AWS_* variables. It has no resource for model package groups
or versions, so it reads the serving part alone. `install` puts it into `.cache`.
"""

import os
import subprocess
import sys
from pathlib import Path

import boto3

from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE, REGIONS, role_arn
from organisation import CACHE, HOME, UV

VERSION = "0.9.53"
PLACE = CACHE / f"c7n-{VERSION}"


def install() -> None:
    """Into an environment of its own, once."""
    if not (PLACE / "bin" / "custodian").exists():
        CACHE.mkdir(exist_ok=True)
        subprocess.run((UV, "venv", "--quiet", "--python", sys.executable, PLACE), check=True)
        python = str(PLACE / "bin" / "python")
        subprocess.run((UV, "pip", "install", "--quiet", "--python", python, f"c7n=={VERSION}"), check=True)


def main() -> None:
    """One account after the other, as its command line works."""
    out = Path(sys.argv[1])
    policies = sys.argv[2] if len(sys.argv) > 2 else str(HOME / "custodian.yml")
    regions = [part for region in REGIONS for part in ("-r", region)]
    pages = boto3.client("organizations").get_paginator("list_accounts").paginate()
    for account in (row["Id"] for page in pages for row in page["Accounts"]):
        role = () if account == GOVERNANCE else ("--assume", role_arn(account, READER_ROLE))
        command = (
            str(PLACE / "bin" / "custodian"),
            "run",
            "--dryrun",
            "--cache-period",
            "0",
            *regions,
            *role,
        )
        subprocess.run(
            (*command, "-s", str(out / account), policies),
            check=True,
            env=os.environ | {"C7N_USE_STS_REGIONAL": "no"},
        )
    print(f"{len(list(out.rglob('resources.json')))} policies run")


if __name__ == "__main__":
    main()
