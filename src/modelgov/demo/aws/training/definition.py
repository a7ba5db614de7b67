"""A pipeline's definition as JSON: its parameters, its steps, and the references inside their arguments.

Knows `Get` of parameters, of the execution and of earlier steps, `Std:Join` and `Std:JsonGet`.
"""

from dataclasses import dataclass
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Fields
from modelgov.demo.aws.registry.search import values_at

TYPES = frozenset(
    (
        *("Processing", "Training", "Transform", "QualityCheck", "ClarifyCheck"),
        *("Condition", "Fail", "RegisterModel", "Lambda"),
    )
)
_COMPARISONS = {
    "Equals": lambda left, right: left == right,
    "GreaterThan": lambda left, right: left > right,
    "GreaterThanOrEqualTo": lambda left, right: left >= right,
    "LessThan": lambda left, right: left < right,
    "LessThanOrEqualTo": lambda left, right: left <= right,
}


def read_definition(text: str) -> Fields:
    """The definition, refused when it is none that could run here."""
    try:
        definition: Fields = orjson.loads(text)
        steps = _all_steps(definition["Steps"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as unreadable:
        message = f"Unable to parse pipeline definition. {unreadable}"
        raise Refusal("ValidationException", message) from unreadable
    if unknown := {step["Type"] for step in steps} - TYPES:
        message = f"The emulated AWS runs no step of type {', '.join(sorted(unknown))}."
        raise Refusal("ValidationException", message)
    names = [step["Name"] for step in steps]
    if len(names) != len(set(names)):
        raise Refusal("ValidationException", "The names of a pipeline's steps must differ.")
    return definition


def _all_steps(steps: list[Fields]) -> list[Fields]:
    inner = [
        one
        for step in steps
        if step["Type"] == "Condition"
        for branch in ("IfSteps", "ElseSteps")
        for one in _all_steps(step["Arguments"].get(branch, []))
    ]
    return [*steps, *inner]


def parameters(definition: Fields, given: list[Fields]) -> dict[str, Any]:
    """The values of an execution's parameters, the defaults included."""
    told = {one["Name"]: one["Value"] for one in given}
    known = {one["Name"]: one for one in definition.get("Parameters", [])}
    if unknown := told.keys() - known.keys():
        message = f"Pipeline has no parameters {sorted(unknown)}."
        raise Refusal("ValidationException", message)
    values = {name: told.get(name, one.get("DefaultValue")) for name, one in known.items()}
    if missing := sorted(name for name, value in values.items() if value is None):
        raise Refusal("ValidationException", f"Parameters {missing} have no value.")
    return {name: _typed(known[name]["Type"], value) for name, value in values.items()}


def _typed(type_: str, value: Any) -> Any:
    return {"Float": float, "Integer": int}.get(type_, str)(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a reference can name: `steps` holds what each ended step shows, `files` its property files."""

    parameters: dict[str, Any]
    execution: Fields
    steps: dict[str, Fields]
    files: dict[str, Fields]


def resolved(node: Any, names: Names) -> Any:
    """The arguments with every reference replaced by what it names."""
    match node:
        case {"Get": str(path)}:
            return _named(path, names)
        case {"Std:Join": {"On": str(between), "Values": list(values)}}:
            return between.join(str(resolved(value, names)) for value in values)
        case {"Std:JsonGet": {"PropertyFile": {"Get": str(file)}, "Path": str(path)}}:
            return _one(values_at(names.files.get(file.split(".")[1], {}), path), path)
        case dict():
            return {key: resolved(value, names) for key, value in node.items()}
        case list():
            return [resolved(value, names) for value in node]
        case _:
            return node


def _named(path: str, names: Names) -> Any:
    head, _, rest = path.partition(".")
    known: Fields = {"Parameters": names.parameters, "Execution": names.execution, "Steps": names.steps}
    return _one(values_at(known.get(head, {}), rest), path)


def _one(found: list[Any], path: str) -> Any:
    if not found:
        raise Refusal("ValidationException", f"Nothing is at {path}.")
    return found[0]


def holds(conditions: list[Fields], names: Names) -> bool:
    """Whether all conditions of a step hold."""
    return all(
        _COMPARISONS[one["Type"]](
            resolved(one.get("LeftValue"), names), resolved(one.get("RightValue"), names)
        )
        for one in conditions
    )
