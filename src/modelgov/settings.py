"""Every setting as a row: name, type, default, one sentence. Read once, then frozen.

From `modelgov.toml` in the working folder (or the file that `MODELGOV_CONFIG` names), overruled by
`MODELGOV_<NAME>` in the environment; a list is written there with commas.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from modelgov.errors import SettingError

SPELLINGS: dict[str, tuple[str, ...]] = {
    "owner": ("owner", "Owner", "model-owner", "model_owner", "ModelOwner", "model_overview.model_owner"),
    "team": ("team", "Team", "team-name", "team_name", "TeamName", "squad"),
    "business_unit": (
        *("business-unit", "business_unit", "BusinessUnit", "businessunit", "bu", "BU", "LineOfBusiness"),
        *("line-of-business", "business_details.line_of_business"),
    ),
    "environment": ("environment", "Environment", "env", "Env", "stage", "Stage"),
    "intended_use": (
        *("intended-use", "intended_use", "IntendedUse", "use-case", "use_case", "UseCase"),
        *("intended_uses.intended_uses", "intended_uses.purpose_of_model"),
    ),
}


REGION = r"[a-z]{2,4}(-[a-z]+)+-\d"
ACCOUNT = r"\d{12}"


def _row(default: Any, meaning: str, *, form: str = ".*", span: tuple[int, int] = (0, 0)) -> Any:
    """A setting; `form` is a pattern for its text, or for each word of its list, `span` for a number."""
    metadata = {"meaning": meaning, "form": form, "span": span}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The frozen settings of one process."""

    data: str = _row(
        "modelgov-data",
        "Folder that holds the journal and, unless `warehouse` says, the lake.",
        form=".+",
    )
    warehouse: str = _row(
        "",
        "Where the lake's files go: empty for a folder in `data`, or `s3://…`.",
        form=r"(s3://[a-z0-9][a-z0-9.-]+(/.*)?)?",
    )
    catalog: str = _row(
        "sqlite", "Catalog of the lake: `sqlite` on this machine, or `glue`.", form="sqlite|glue"
    )
    database: str = _row("modelgov", "Name of the lake's database in the catalog.", form="[a-z0-9_]+")
    hub_region: str = _row(
        "us-east-1", "Region of the hub: its bus, its queue and the Glue catalog.", form=REGION
    )
    hub_account: str = _row(
        "", "Account of the hub; empty for the one whose credentials are used.", form=f"({ACCOUNT})?"
    )
    accounts: tuple[str, ...] = _row((), "Accounts to collect; empty asks AWS Organizations.", form=ACCOUNT)
    regions: tuple[str, ...] = _row(("us-east-1",), "Regions to collect.", form=REGION)
    role_name: str = _row(
        "ModelGovReader", "Role that is assumed in every account to read it.", form=r"[\w+=,.@/-]+"
    )
    external_id: str = _row("", "External id that the role asks for; empty for none.")
    threads: int = _row(
        40, "Scopes (account and region) that are read side by side; they mostly wait.", span=(1, 256)
    )
    calls_per_second: int = _row(
        5, "Calls a second of each API in one account and region, at most.", span=(1, 1000)
    )
    attempts: int = _row(
        10, "Tries of one AWS call, the first included, before it counts as throttled.", span=(1, 20)
    )
    job_days: int = _row(
        400, "How far back jobs, executions and runs are read at first, days.", span=(1, 3650)
    )
    report_megabytes: int = _row(50, "Largest report of a monitor that is read from S3, MB.", span=(1, 2_000))
    metric_days: int = _row(
        90, "How far back hourly metrics of endpoints are read at first, days.", span=(1, 455)
    )
    trail_days: int = _row(
        14, "How far back CloudTrail's events of SageMaker are read at first, days.", span=(1, 90)
    )
    overlap_minutes: int = _row(
        10, "How far an incremental run reaches back before its watermark.", span=(0, 10_080)
    )
    event_bus: str = _row("modelgov", "Event bus of the hub that the spokes forward to.", form=r"[\w.-]+")
    queue: str = _row("modelgov-events", "Queue of the hub that `watch` reads.", form=r"[\w-]+")
    commit_seconds: int = _row(
        60, "Longest time that a row waits in the journal before the lake has it.", span=(1, 86_400)
    )
    commit_rows: int = _row(
        5000, "Rows in the journal that start a commit to the lake at once.", span=(1, 10_000_000)
    )
    journal_days: int = _row(
        7,
        "Days, at least 1, that rows stay in the journal once the lake holds them.",
        span=(1, 3650),
    )
    host: str = _row("127.0.0.1", "Address that the web listens on; only loopback until sign-in exists.")
    port: int = _row(8080, "Port that the web listens on.", span=(0, 65_535))
    unassigned: str = _row("unassigned", "What a missing owner, team, unit, environment or use reads as.")
    spellings: Mapping[str, tuple[str, ...]] = _row(
        SPELLINGS, "Keys that mean each fact, in tags, properties and card paths, best first."
    )
    price_file: str = _row(
        "", "Prices that `modelgov prices fetch` wrote, or AWS's offer file; empty for those that ship."
    )
    tier_file: str = _row("", "Rules of the materiality tiers; empty for those that ship.")
    control_folder: str = _row("", "Folder of controls of your own and `parameters.toml`; empty for none.")
    cost_files: str = _row(
        "",
        "Folder or `s3://…` prefix of a CUR 2.0 export, Parquet or CSV: what AWS billed. Empty for none.",
    )
    state_url: str = _row(
        "",
        "PostgreSQL database of waivers, assignments and notices, by URL; empty for `state.db` in `data`.",
    )
    waiver_days: int = _row(365, "How far ahead a waiver may last, days.", span=(1, 3650))
    notice_file: str = _row("", "TOML file of the rules by which findings are told; empty for none.")
    parameter_prefixes: tuple[str, ...] = _row(
        ("param.", "hyperparameter.", "hp."), "Prefixes of properties that are training parameters."
    )


def read(environment: Mapping[str, str], folder: Path) -> Settings:
    """The settings of this process; raises SettingError for a name or a value that cannot be used."""
    named = environment.get("MODELGOV_CONFIG", "")
    path = Path(named) if named else folder / "modelgov.toml"
    if not path.is_file() and (named or path.exists()):
        raise SettingError(
            what=f"There is no settings file at {path}.",
            where="MODELGOV_CONFIG" if named else "working folder",
            remedy="Correct the path or unset MODELGOV_CONFIG." if named else "Remove what stands there.",
        )
    values: dict[str, Any] = {}
    if path.is_file():
        for name, value in _toml(path).items():
            values[name] = _value(name, value, str(path))
    for name, text in environment.items():
        if name.startswith("MODELGOV_") and name != "MODELGOV_CONFIG":
            key = name.removeprefix("MODELGOV_").lower()
            values[key] = _value(key, text, f"environment variable {name}")
    return Settings(**values)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingError(
            what=f"The settings file is not valid TOML: {error}.",
            where=str(path),
            remedy="Correct the line that it names.",
        ) from error


def _value(name: str, value: Any, where: str) -> Any:
    rows = {row.name: row for row in fields(Settings)}
    if name not in rows:
        raise SettingError(
            what=f"There is no setting named {name}.",
            where=where,
            remedy="See `modelgov settings` for those that exist.",
        )
    default = getattr(Settings(), name)
    try:
        return _held(rows[name].metadata, _like(default, value))
    except (TypeError, ValueError) as error:
        raise SettingError(
            what=f"The setting {name} cannot be {value!r}: {error}.",
            where=where,
            remedy=f"Write it like its default, {default!r}.",
        ) from error


def _like(default: Any, value: Any) -> Any:
    match default:
        case int():
            if not isinstance(value, int | str) or isinstance(value, bool):
                raise TypeError("a whole number belongs here")
            return int(value)
        case tuple():
            items = value.split(",") if isinstance(value, str) else value
            if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
                raise TypeError("a list of words belongs here")
            return tuple(item.strip() for item in items if item.strip())
        case dict():
            if not isinstance(value, dict) or not value.keys() <= default.keys():
                raise TypeError(f"a table with keys among {', '.join(default)} belongs here")
            return default | {key: _like((), item) for key, item in value.items()}
        case _:
            if not isinstance(value, str):
                raise TypeError("a text belongs here")
            return value


def _held(metadata: Mapping[str, Any], value: Any) -> Any:
    """The value, if it is of the form or in the span that its row names."""
    match value:
        case int():
            least, most = metadata["span"]
            if not least <= value <= most:
                raise ValueError(f"it must be from {least} to {most}")
        case str():
            _matches(metadata["form"], value)
        case tuple():
            for word in value:
                _matches(metadata["form"], word)
    return value


def _matches(form: str, text: str) -> None:
    if not re.fullmatch(form, text):
        raise ValueError(f"{text!r} is not of the form {form}")
