"""Judgements as JUnit XML: a suite for each group of controls, a case for each control and asset.

A failure is a failure; what is unknown is an error, for it was not tested; what a waiver exempts is skipped;
a control that could not be run is an error of its own.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from modelgov.control.control import Control
from modelgov.control.judge import Failed
from modelgov.control.turning import Judgement
from modelgov.record.finding import Status

ILLEGAL = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML 1.0 has no way to say


def junit(judgements: Sequence[Judgement], controls: Mapping[str, Control], failed: Sequence[Failed]) -> str:
    """The document as text."""
    cases = [(controls[row.control_id].group, _case(row)) for row in judgements]
    cases += [(row.control.group, _broken(row)) for row in failed]
    document = JUnitXml("modelgov")
    for group, rows in groupby(sorted(cases, key=lambda row: row[0]), key=lambda row: row[0]):
        suite = TestSuite(group)
        suite.add_testcases([case for _, case in rows])
        document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call]
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode()


def _case(row: Judgement) -> TestCase:
    case = TestCase(name=_legal(row.asset), classname=row.control_id, time=0)
    reason = _legal(row.reason)
    match row.status:
        case Status.PASS:
            pass
        case Status.FAIL:
            case.result = [Failure(reason, row.severity.value)]
        case Status.UNKNOWN:
            case.result = [Error(reason, "unknown")]
        case Status.EXEMPT:
            case.result = [Skipped(reason)]
    return case


def _broken(row: Failed) -> TestCase:
    case = TestCase(name="could not be run", classname=row.control.id, time=0)
    case.result = [Error(_legal(row.error.what), "not run")]
    return case


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)
