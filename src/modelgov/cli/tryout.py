"""What the demo says once it is up: where everything is, and what to try in another terminal."""

import shlex
from collections.abc import Mapping

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator, without_other_aws
from modelgov.settings import Settings
from modelgov.table.hot import HotTables

WAITING = """
select account_id, region, model_group, version, model_version_arn
from model_version where approval_status = 'PendingManualApproval' order by registered_at desc limit 1
"""


def said(aws: Emulator, chosen: Settings, user: Mapping[str, str], hot: HotTables) -> str:
    """Where everything is and what to try, with a version that really waits for approval."""
    waiting = hot.ask(WAITING).rows
    page = f"http://{chosen.host}:{chosen.port}"
    approve = "1. No version waits for approval now."
    if waiting:
        account, region, group, version, arn = waiting[0]
        given = f"ModelPackageArn='{arn}', ModelApprovalStatus='Approved'"
        where = f"{page}/models/{account}/{region}/{group}/{version}"
        approve = f"""1. Approve a version that waits, and see it arrive on {where}
     {exports(aws.environment(account, region), user)}
     aws sagemaker update-model-package --model-approval-status Approved --model-package-arn {arn}
   or, without the aws command:
     .venv/bin/python -c "import boto3; boto3.client('sagemaker').update_model_package({given})"
"""
    data, whole = {"MODELGOV_DATA": chosen.data}, variables(aws, chosen)
    return f"""
modelgov is at {page}  (this machine only: there is no sign-in yet)
The emulated AWS is at {aws.endpoint_url}

Things to try in another terminal:

{approve.rstrip()}

2. Ask in SQL; `modelgov tables` lists what there is:
     {exports(data, {})}
     .venv/bin/modelgov query "select business_unit, count(*) as waiting from model_version
       where approval_status = 'PendingManualApproval' group by business_unit order by waiting desc"

3. Collect once more: nothing is new, unless somebody did something meanwhile. In a new terminal:
     {exports(whole, user)}
     .venv/bin/modelgov collect --full
   and there, what endpoints cost at list price and what AWS billed:
     .venv/bin/modelgov query "select endpoint_name, usd_per_month, billed_usd, billed_until
       from endpoint_cost order by billed_usd desc nulls last limit 10"

Ctrl-C stops everything."""


def variables(aws: Emulator, chosen: Settings) -> dict[str, str]:
    """What another process needs to collect as this one does."""
    return aws.environment(GOVERNANCE) | {
        "MODELGOV_DATA": chosen.data,
        "MODELGOV_REGIONS": ",".join(chosen.regions),
        "MODELGOV_COST_FILES": chosen.cost_files,
        "MODELGOV_METRIC_DAYS": str(chosen.metric_days),
        "MODELGOV_CALLS_PER_SECOND": f"{chosen.calls_per_second:g}",
    }


def exports(wanted: Mapping[str, str], user: Mapping[str, str]) -> str:
    """The lines that make another terminal of this user fit, whatever AWS settings it has."""
    kept = dict(wanted)
    if any(name.lower().endswith("_proxy") and value for name, value in user.items()):
        direct = without_other_aws(user)
        kept |= {name: direct[name] for name in ("NO_PROXY", "no_proxy")}
    other = sorted(name for name in user if name.startswith("AWS_") and name not in wanted)
    unset = f"unset {' '.join(other)}; " if other else ""
    return f"{unset}export {' '.join(f'{name}={shlex.quote(value)}' for name, value in kept.items())}"
