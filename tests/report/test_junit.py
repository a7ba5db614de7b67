"""JUnit: a case for each control and asset; unknown is an error, exempt is skipped."""

from xml.etree.ElementTree import fromstring

from judged_world import Judged
from junitparser import JUnitXml

from modelgov.control.judge import Failed
from modelgov.control.turning import Judgement
from modelgov.errors import ControlError
from modelgov.record.finding import Severity, Status
from modelgov.report.junit import junit


def test_cases_are_judgements_by_group_and_status(judged: Judged) -> None:
    text = junit(judged.checked.judgements, judged.parts.library.by_id, ())
    read, counts = JUnitXml.fromstring(text.encode()), judged.checked.counts
    assert (read.tests, read.failures, read.errors, read.skipped) == (
        sum(counts.values()),
        counts["fail"],
        counts["unknown"],
        counts["exempt"],
    )
    groups = {judged.parts.library.by_id[row.control_id].group for row in judged.checked.judgements}
    assert {suite.name for suite in read} == groups


def test_a_control_that_could_not_be_run_is_an_error_and_odd_text_is_still_xml(judged: Judged) -> None:
    control = judged.parts.library.controls[0]
    broken = Failed(control=control, error=ControlError(what="No <such>.", where="x", remedy="y"))
    odd = Judgement(
        control_id=control.id,
        asset="arn:\x00<&\ud800",
        account_id="1",
        region="eu",
        severity=Severity.HIGH,
        status=Status.FAIL,
        reason="It is \x1b[31m & red.",
    )
    suite = fromstring(junit([odd], judged.parts.library.by_id, [broken]))[0]
    assert [(case[0].tag, case[0].get("message")) for case in suite] == [
        ("failure", "It is \ufffd[31m & red."),
        ("error", "No <such>."),
    ]
