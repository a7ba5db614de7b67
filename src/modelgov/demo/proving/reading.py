"""What a collection of the ground meets: refused reads, a record of the wrong form, scopes left alone.

These are not in the cloud but in how it is read, so whoever collects brings them about: `faults` are rows for
the emulator, `accounts` and `regions` are what is read, `old` is a scope that is read `OLD_DAYS` before and
never again, and events of every scope but `unheard` are told. `later` is done between two collections.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from modelgov.demo.aws.fixed import REGIONS, role_arn
from modelgov.demo.organisation.estate import Size, accounts
from modelgov.demo.organisation.step import Actor
from modelgov.demo.proving.registering import later
from modelgov.demo.proving.spec import Fields, Spec

OLD_DAYS = 3
_OPERATIONS = ("ListModelCards", "ListMonitoringSchedules", "ListArtifacts", "ListInferenceComponents")
_MODELS = 22  # made while somebody listens, in a scope whose events are told and in one whose are not


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the ground is read."""

    accounts: tuple[str, ...]
    regions: tuple[str, ...]
    faults: tuple[Fields, ...]
    old: tuple[str, str]
    unheard: tuple[str, str]
    later: tuple[Fields, ...]
    planted: tuple[tuple[str, str], ...]


def reading(altered: Spec, left_out: Spec, draw: random.Random) -> Reading:
    """The reading of a ground: `altered` is changed later, the record of `left_out` comes malformed."""
    read = (altered.cell.account.id, left_out.cell.account.id)
    heard = next(region for region in REGIONS[:2] if region != altered.cell.region)
    refused = (left_out.cell.account.id, next(r for r in REGIONS[:2] if r != left_out.cell.region))
    old = (left_out.cell.account.id, REGIONS[2])
    everyone = [account.id for account in accounts(Size.PROVING)]
    chosen = tuple(sorted({*everyone[1:4], *read}))
    unheard = (altered.cell.account.id, altered.cell.region)
    changes = [_call(unheard, step.actor, step.operation, step.params) for step in later(altered)]
    return Reading(
        accounts=chosen,
        regions=REGIONS[:2],
        faults=(
            {
                "service": "sagemaker",
                "operation": draw.choice(_OPERATIONS),
                "account": refused[0],
                "region": refused[1],
                "code": "AccessDeniedException",
                "message": "not authorized to perform this",
            },
            {
                "service": "sagemaker",
                "corrupt_arn": left_out.asset("version"),
                "corrupt_field": "ModelPackageVersion",
                "corrupt_value": "seven",
            },
        ),
        old=old,
        unheard=unheard,
        later=(*changes, *_models(*unheard), *_models(unheard[0], heard)),
        planted=(
            ("coverage-read-refused", _scope(*refused)),
            ("coverage-records-left-out", _scope(left_out.cell.account.id, left_out.cell.region)),
            ("coverage-read-old", _scope(*old)),
            ("coverage-events-missed", _scope(*unheard)),
            *(("coverage-account-unread", _scope(one, "all")) for one in everyone if one not in chosen),
        ),
    )


def _scope(account: str, region: str) -> str:
    return f"scope:{account}/{region}"


def _models(account: str, region: str) -> Iterator[Fields]:
    """Models that nobody deploys: of each one AWS sends an event."""
    for number in range(_MODELS):
        image = f"{account}.dkr.ecr.{region}.amazonaws.com/spare@sha256:{number:064x}"
        params: Fields = {
            "ModelName": f"spare-{number:02d}",
            "PrimaryContainer": {"Image": image, "ModelDataUrl": f"s3://spare/{number}/model.tar.gz"},
            "ExecutionRoleArn": role_arn(account, "MLPipeline"),
        }
        actor = Actor(role="MLEngineer", session="somebody@example.com")
        yield _call((account, region), actor, "create_model", params)


def _call(where: tuple[str, str], actor: Actor, operation: str, params: Fields) -> Fields:
    account, region = where
    return {
        "account": account,
        "region": region,
        "role": actor.role,
        "session": actor.session,
        "operation": operation,
        "params": params,
    }
