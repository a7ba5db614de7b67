"""Pipelines that only validate: each execution compares one metric with a limit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from modelgov.demo.aws.fixed import role_arn
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list

_LIMIT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A pipeline of a team; `held` tells, execution by execution, whether the limit was met."""

    cell: Cell
    name: str
    team: str
    owner: str
    held: tuple[bool, ...]

    @property
    def arn(self) -> str:
        """The pipeline's ARN."""
        return self.cell.arn(f"pipeline/{self.name}")

    def steps(self) -> Iterator[Step]:
        """The pipeline and its executions, some days apart."""
        actor = Actor(role="MLPipeline", session="proving-training")
        tags = {"owner": self.owner, "team": self.team, "business-unit": self.cell.account.unit}
        made = {
            "PipelineName": self.name,
            "PipelineDefinition": _definition(),
            "ClientRequestToken": f"{self.name}-pipeline".ljust(32, "-"),
            "RoleArn": role_arn(self.cell.account.id, "MLPipeline"),
            "Tags": as_list(tags),
        }
        yield Step(at=self.cell.end - 80 * DAY, actor=actor, operation="create_pipeline", params=made)
        for number, held in enumerate(self.held, start=1):
            metric = {"Name": "Accuracy", "Value": "0.91" if held else "0.72"}
            started = {
                "PipelineName": self.name,
                "ClientRequestToken": f"{self.name}-{number:03d}".ljust(32, "-"),
                "PipelineParameters": [metric],
            }
            at = self.cell.end - (len(self.held) - number + 1) * 3 * DAY
            yield Step(at=at, actor=actor, operation="start_pipeline_execution", params=started)


def _definition() -> str:
    held = {
        "Type": "GreaterThanOrEqualTo",
        "LeftValue": {"Get": "Parameters.Accuracy"},
        "RightValue": _LIMIT,
    }
    refuse = {"Name": "Refused", "Type": "Fail", "Arguments": {"ErrorMessage": "Below the limit"}}
    validate = {
        "Name": "Validate",
        "Type": "Condition",
        "Arguments": {"Conditions": [held], "IfSteps": [], "ElseSteps": [refuse]},
    }
    accuracy = {"Name": "Accuracy", "Type": "Float"}
    return json.dumps({"Version": "2020-12-01", "Parameters": [accuracy], "Steps": [validate]})
