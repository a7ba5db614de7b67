"""Versions side by side: what differs, which is better, and how far their data is apart."""

from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from site_world import Site

from modelgov.record.codec import decode
from modelgov.record.observation import Kind, Observation, Source
from sample import ACCOUNT, REGION, Record, at, seen, version
from sample_monitoring import BUCKET, report

WORDS = [{"value": "a", "count": 50}, {"value": "b", "count": 50}]
OTHER_WORDS = [{"value": "a", "count": 90}, {"value": "b", "count": 10}]


def asked(site: Site, *names: str) -> Any:
    query = urlencode([("v", f"{ACCOUNT}/{REGION}/{name}") for name in names])
    answer = site.client.get(f"/api/v1/compare?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows(page: Any, section: str) -> dict[str, Any]:
    (found,) = [one["rows"] for one in page["sections"] if one["name"] == section]
    return {row["name"]: row["values"] for row in found}


def card(**texts: str) -> Record:
    content = orjson.dumps({"intended_uses": texts}).decode()
    return {"ModelCard": {"ModelCardStatus": "Draft", "ModelCardContent": content}}


def baseline(name: str, buckets: list[Record]) -> Observation:
    feature = {"Name": "word", "InferredType": "String", "NumPresent": 100, "NumMissing": 0}
    record = report(
        Uri=f"{BUCKET}/{name}.json",
        Origin="baseline",
        ExecutionAsset=None,
        EndpointName=None,
        Features=[feature | {"Buckets": buckets}],
        Drifts=[],
    )
    return decode(
        Kind.MONITORING_REPORT,
        orjson.dumps(record),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=at(60),
        source=Source.API,
    )


def named(name: str) -> Record:
    return {"DriftCheckBaselines": {"ModelDataQuality": {"Statistics": {"S3Uri": f"{BUCKET}/{name}.json"}}}}


def with_versions(site: Site, *records: Record) -> None:
    site.journal.record([seen(Kind.MODEL_VERSION, record) for record in records], [])
    site.hot.follow()


def test_versions_come_in_the_order_that_they_were_asked_for_also_of_two_groups(site: Site) -> None:
    page = asked(site, "risky/1", "fraud/2", "fraud/1")
    assert [(one["row"]["model_group"], one["row"]["version"]) for one in page["versions"]] == [
        ("risky", 1),
        ("fraud", 2),
        ("fraud", 1),
    ]
    assert rows(page, "about")["approval_status"] == ["PendingManualApproval", "Approved", "Approved"]


def test_a_parameter_that_one_version_lacks_differs_from_one_that_is_known(grown_site: Site) -> None:
    with_versions(
        grown_site,
        version(
            1, of="two", CustomerMetadataProperties={"param.depth": "6", "param.eta": "0.1", "note": "x"}
        ),
        version(2, of="two", CustomerMetadataProperties={"param.depth": "6", "note": "y"}),
    )
    page = asked(grown_site, "two/1", "two/2")
    assert rows(page, "parameters") == {"depth": ["6", "6"], "eta": ["0.1", None]}
    (depth, eta) = next(one["rows"] for one in page["sections"] if one["name"] == "parameters")
    assert (depth["changed"], eta["changed"], eta["source"]) == (False, True, "version")
    assert rows(page, "properties") == {"note": ["x", "y"]}


def test_the_better_value_is_named_only_where_the_direction_is_known_and_no_two_are_best(
    grown_site: Site,
) -> None:
    with_versions(
        grown_site,
        version(1, of="m", CustomerMetadataProperties={"auc": "0.8", "rmse": "2", "rows": "5", "f1": "0.5"}),
        version(2, of="m", CustomerMetadataProperties={"auc": "0.9", "rmse": "1", "rows": "9", "f1": "0.5"}),
    )
    found = {row["name"]: (row["better"], row["best"]) for row in asked(grown_site, "m/1", "m/2")["metrics"]}
    assert found == {
        "auc": ("higher", 1),
        "rmse": ("lower", 1),
        "rows": (None, None),
        "f1": ("higher", None),
    }


def test_the_job_that_trained_a_version_is_part_of_it(site: Site) -> None:
    page = asked(site, "fraud/1", "fraud/2")
    trained = [one["trained"] for one in page["versions"]]
    assert any(trained)
    sources = {row["source"] for one in page["sections"] if one["name"] == "training" for row in one["rows"]}
    assert sources == {"training job"}
    assert all(len(row["values"]) == 2 for one in page["sections"] for row in one["rows"])


def test_texts_of_the_cards_stand_beside_each_other_by_their_place(grown_site: Site) -> None:
    with_versions(
        grown_site,
        version(1, of="c", **card(purpose="Score loans.", notes="old")),
        version(2, of="c", **card(purpose="Score all loans.")),
        version(3, of="c"),
    )
    page = asked(grown_site, "c/1", "c/2", "c/3")
    assert [one["carded"] for one in page["versions"]] == [True, True, False]
    assert [(row["path"], row["values"]) for row in page["card"]] == [
        (["intended_uses", "purpose"], ["Score loans.", "Score all loans.", None]),
        (["intended_uses", "notes"], ["old", None, None]),
    ]


def test_drift_between_versions_is_told_where_both_have_a_baseline(grown_site: Site) -> None:
    with_versions(
        grown_site,
        version(1, of="d", **named("one")),
        version(2, of="d", **named("two")),
        version(3, of="d", **named("one")),
        version(4, of="d"),
    )
    grown_site.journal.record([baseline("one", WORDS), baseline("two", OTHER_WORDS)], [])
    grown_site.hot.follow()
    other, same, none = asked(grown_site, "d/1", "d/2", "d/3", "d/4")["drift"]
    (feature,) = other["features"]
    assert (other["state"], feature["feature"], feature["method"]) == ("compared", "word", "words")
    assert feature["psi"] > 0.5
    assert (same["state"], none["state"]) == ("same_baseline", "no_baseline")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1", 422),
        ("&".join(f"v={ACCOUNT}/{REGION}/fraud/{number}" for number in (1, 2, 3, 4, 5)), 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/fraud/1", 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1&v=fraud/2", 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/fraud/one", 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/fraud/9999999999", 422),
        (f"v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/none/1", 404),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_way_on(site: Site, query: str, status: int) -> None:
    answer = site.client.get(f"/api/v1/compare?{query}")
    assert answer.status_code == status
    assert answer.json()["remedy"]
