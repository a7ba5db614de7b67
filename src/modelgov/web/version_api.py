"""The routes of the Version page: its head and Summary, a route for each further tab, and lineage."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from modelgov.control import scored
from modelgov.control.found import titled
from modelgov.control.limit import drift_limits, limit_of
from modelgov.errors import NotFoundError
from modelgov.table.tab.data import data
from modelgov.table.tab.documents import documents
from modelgov.table.tab.evaluation import evaluation
from modelgov.table.tab.history import history
from modelgov.table.tab.lineage import lineage_of
from modelgov.table.tab.summary import summary, tier_of, version_row
from modelgov.table.tab.training import training
from modelgov.web.answer import Parts, answers, body
from modelgov.web.lineage_shape import LineageGraph
from modelgov.web.monitor_shape import VersionData, VersionEvaluation
from modelgov.web.params import MOST, SpanQuery
from modelgov.web.shape import ErrorBody, Shape
from modelgov.web.training_shape import VersionTraining
from modelgov.web.version_shape import VersionDetail, VersionDocuments, VersionHistory

HERE = "/versions/{account_id}/{region}/{model_group}/{version}"
LONGEST_ASSET = 2_000
Number = Annotated[int, Path(ge=1, le=MOST)]


def add_versions(router: APIRouter, parts: Parts) -> None:
    """The Version page and its tabs."""
    _add_summary(router, parts)
    _add_measured(router, parts)
    _add_told(router, parts)

    @router.get("/lineage", responses=answers(LineageGraph))
    def lineage(asset: Annotated[str, Query(min_length=1, max_length=LONGEST_ASSET)]) -> Response:
        """What an asset came from and what came of it, over all accounts."""
        return body(lineage_of(parts.hot, asset))


def _answers(shape: type[Shape]) -> dict[int | str, dict[str, object]]:
    return answers(shape) | {404: {"model": ErrorBody}}


def _row(parts: Parts, account_id: str, region: str, model_group: str, version: int) -> dict[str, object]:
    found = version_row(parts.hot, (account_id, region, model_group, version))
    if found is None:
        raise NotFoundError(
            what=f"There is no version {version} of {model_group} in account {account_id}, {region}.",
            where="model versions",
            remedy="Look for it in Models, or collect the account again if it is new.",
        )
    return found


def _add_summary(router: APIRouter, parts: Parts) -> None:
    @router.get(HERE, responses=_answers(VersionDetail))
    def version(account_id: str, region: str, model_group: str, version: Number) -> Response:
        """The head of the Version page, its Summary and Findings."""
        whole = _row(parts, account_id, region, model_group, version)
        parts.hot.keep("finding")
        rows = parts.hot.page("version_finding", account_id, region, model_group, version)
        findings = titled(parts.library, parts.assignments.current(), rows)
        judged = {"findings": findings, "judged_at": scored.judged(parts.hot)["last_at"]}
        return body(summary(parts.hot, whole, parts.settings) | judged)


def _add_measured(router: APIRouter, parts: Parts) -> None:
    @router.get(f"{HERE}/data", responses=_answers(VersionData))
    def version_data(
        account_id: str, region: str, model_group: str, version: Number, params: SpanQuery
    ) -> Response:
        """The Data tab: features of its data quality monitors and their drift."""
        whole = _row(parts, account_id, region, model_group, version)
        found = data(parts.hot, str(whole["model_version_arn"]), params.span(parts.clock()))
        return body(
            {
                "monitors": [
                    row | {"limits": drift_limits(parts.library, row["tier"])} for row in found["monitors"]
                ]
            }
        )

    @router.get(f"{HERE}/evaluation", responses=_answers(VersionEvaluation))
    def version_evaluation(
        account_id: str, region: str, model_group: str, version: Number, params: SpanQuery
    ) -> Response:
        """The Evaluation tab: its metrics and what they are held against."""
        whole = _row(parts, account_id, region, model_group, version)
        return body(evaluation(parts.hot, whole, parts.settings, params.span(parts.clock())))

    @router.get(f"{HERE}/training", responses=_answers(VersionTraining))
    def version_training(account_id: str, region: str, model_group: str, version: Number) -> Response:
        """The Training tab: what trained it, from what, with which code."""
        whole = _row(parts, account_id, region, model_group, version)
        return body(training(parts.hot, whole, parts.settings, parts.clock()))


def _add_told(router: APIRouter, parts: Parts) -> None:
    @router.get(f"{HERE}/history", responses=_answers(VersionHistory))
    def version_history(account_id: str, region: str, model_group: str, version: Number) -> Response:
        """The History tab: every stored observation of it."""
        whole = _row(parts, account_id, region, model_group, version)
        return body(history(parts.hot, str(whole["model_version_arn"])))

    @router.get(f"{HERE}/documents", responses=_answers(VersionDocuments))
    def version_documents(account_id: str, region: str, model_group: str, version: Number) -> Response:
        """The Documents tab: its model card, and how complete that is."""
        whole = _row(parts, account_id, region, model_group, version)
        arn = str(whole["model_version_arn"])
        needed = limit_of(
            parts.library, "documentation-card-complete", "score", tier_of(parts.hot, arn)["tier"]
        )
        return body(documents(parts.hot, arn) | {"needed": needed})
