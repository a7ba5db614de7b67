"""The graph of lineage: each step once, whoever tells it, from data to endpoints and over accounts."""

from seeing import Seeing

from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.table.lineage import Graph, lineage
from sample import OTHER_ACCOUNT, REGION, arn, config, endpoint, model, read, seen, version
from sample_lineage import artifact, association, context, policy, share
from sample_training import training_job

VERSION = arn("model-package", "fraud/1")
COMPONENT = arn("experiment-trial-component", "train-1-aws-training-job")


def steps(seeing: Seeing) -> dict[tuple[str, str], tuple[str, bool]]:
    rows = seeing.ask("select source_asset, destination_asset, how, confirmed from lineage_edge")
    return {(row["source_asset"], row["destination_asset"]): (row["how"], row["confirmed"]) for row in rows}


def walked(seeing: Seeing, asset: str, **bounds: int) -> Graph:
    seeing.tables.follow()
    return lineage(seeing.tables.ask, asset, **bounds)


def test_a_job_says_what_it_read_and_what_it_wrote(seeing: Seeing) -> None:
    seeing.see(seen(Kind.TRAINING_JOB, training_job()))
    job = arn("training-job", "train-1")
    found = steps(seeing)
    assert found["s3://b/train", job] == ("training_job", False)
    assert found[job, "s3://b/fraud/1"] == ("training_job", False)


def test_an_association_that_a_job_says_too_is_one_step_that_is_confirmed(seeing: Seeing) -> None:
    seeing.see(
        seen(Kind.TRAINING_JOB, training_job()),
        seen(Kind.LINEAGE_ARTIFACT, artifact("s3://b/train/", "DataSet")),
        seen(Kind.LINEAGE_ASSOCIATION, association(destination=COMPONENT, SourceType="DataSet")),
    )
    assert steps(seeing)["s3://b/train", arn("training-job", "train-1")] == ("association", True)
    row = seeing.one("select * from lineage_edge where source_asset = 's3://b/train'")
    assert (row["source_kind"], row["destination_kind"]) == ("dataset", "training_job")


def test_an_endpoints_context_stands_for_the_endpoint(seeing: Seeing) -> None:
    seeing.see(
        seen(Kind.LINEAGE_CONTEXT, context()),
        seen(Kind.LINEAGE_ASSOCIATION, association(arn("action", "d"), arn("context", "e-aws-endpoint"))),
    )
    assert list(steps(seeing)) == [(arn("action", "d"), arn("endpoint", "e"))]


def test_an_end_that_nobody_described_stays_as_it_is_named(seeing: Seeing) -> None:
    seeing.see(seen(Kind.LINEAGE_ASSOCIATION, association()))
    assert list(steps(seeing)) == [(arn("artifact", "a1"), arn("action", "deploy"))]


def test_a_model_that_names_no_version_comes_from_the_newest_with_its_artifact(seeing: Seeing) -> None:
    first = version(1, InferenceSpecification={"Containers": [{"ModelDataUrl": "s3://b/m"}]})
    second = version(2, InferenceSpecification={"Containers": [{"ModelDataUrl": "s3://b/m"}]})
    seeing.see(
        seen(Kind.MODEL_VERSION, first),
        seen(Kind.MODEL_VERSION, second),
        seen(Kind.MODEL, model("m", ModelDataUrl="s3://b/m")),
    )
    found = {pair: how for pair, (how, _) in steps(seeing).items() if how == "artifact"}
    assert found == {(arn("model-package", "fraud/2"), arn("model", "m")): "artifact"}


def serving_elsewhere(seeing: Seeing) -> str:
    """An endpoint of another account that serves a version of this one, trained here."""
    there = {"EndpointArn": arn("endpoint", "e", OTHER_ACCOUNT)}
    elsewhere = {"ModelArn": arn("model", "m", OTHER_ACCOUNT)}
    seeing.see(
        seen(Kind.TRAINING_JOB, training_job()),
        seen(Kind.MODEL_VERSION, version(1)),
        # AWS takes the ARN of a version in any case.
        seen(Kind.MODEL, model("m", ModelPackageName=arn("model-package", "Fraud/1")) | elsewhere),
        seen(
            Kind.ENDPOINT_CONFIG,
            config("c", "m") | {"EndpointConfigArn": arn("endpoint-config", "c", OTHER_ACCOUNT)},
        ),
        seen(Kind.ENDPOINT, endpoint("e", "c") | there),
    )
    return there["EndpointArn"]


def test_the_way_from_data_to_an_endpoint_of_another_account_is_whole(seeing: Seeing) -> None:
    served = serving_elsewhere(seeing)
    up = walked(seeing, served)
    kinds = {node.asset: (node.kind, node.distance, node.account_id) for node in up.nodes}
    assert kinds["s3://b/train"] == ("dataset", -6, None)
    assert kinds[VERSION][0] == "model_version"
    assert kinds[served] == ("endpoint", 0, OTHER_ACCOUNT)
    down = walked(seeing, "s3://b/train/")
    assert served in {node.asset for node in down.nodes if node.distance == 6}
    assert not up.cut


def test_what_else_was_made_of_the_same_data_is_not_upstream(seeing: Seeing) -> None:
    served = serving_elsewhere(seeing)
    seeing.see(
        seen(Kind.TRAINING_JOB, training_job("train-2", ModelArtifacts={"S3ModelArtifacts": "s3://b/2"}))
    )
    found = {node.asset for node in walked(seeing, served).nodes}
    assert arn("training-job", "train-2") not in found


def test_the_walk_ends_at_its_depth_and_says_that_there_is_more(seeing: Seeing) -> None:
    served = serving_elsewhere(seeing)
    near = walked(seeing, served, depth=1)
    assert ({node.distance for node in near.nodes}, near.cut) == ({-1, 0}, True)
    assert not walked(seeing, served, depth=6).cut


def test_the_graph_holds_no_more_than_it_may_and_says_so(seeing: Seeing) -> None:
    inputs = [
        {"ChannelName": str(n), "DataSource": {"S3DataSource": {"S3Uri": f"s3://b/{n}"}}} for n in range(40)
    ]
    seeing.see(seen(Kind.TRAINING_JOB, training_job(InputDataConfig=inputs)))
    graph = walked(seeing, arn("training-job", "train-1"), most=10)
    assert (len(graph.nodes), graph.cut) == (10, True)
    assert all(edge.source in {node.asset for node in graph.nodes} for edge in graph.edges)


def test_a_ring_is_walked_once(seeing: Seeing) -> None:
    a, b = arn("action", "a"), arn("action", "b")
    seeing.see(
        seen(Kind.LINEAGE_ASSOCIATION, association(a, b)), seen(Kind.LINEAGE_ASSOCIATION, association(b, a))
    )
    graph = walked(seeing, a)
    assert ({node.asset for node in graph.nodes}, len(graph.nodes), len(graph.edges)) == ({a, b}, 2, 2)


def test_an_artifacts_arn_means_what_it_stands_for(seeing: Seeing) -> None:
    seeing.see(
        seen(Kind.TRAINING_JOB, training_job()), seen(Kind.LINEAGE_ARTIFACT, artifact("s3://b/fraud/1"))
    )
    assert walked(seeing, arn("artifact", "a1")).start == "s3://b/fraud/1"


def test_a_refused_read_is_a_gap_of_the_graph(seeing: Seeing) -> None:
    serving_elsewhere(seeing)
    seeing.see(
        coverage=[read(operation="Search:ModelPackage"), read(Outcome.DENIED, operation="ListAssociations")]
    )
    [gap] = walked(seeing, VERSION).gaps
    assert (gap.operation, gap.outcome, gap.region) == ("ListAssociations", "denied", REGION)


def test_what_was_deleted_leads_nowhere(seeing: Seeing) -> None:
    seeing.see(seen(Kind.LINEAGE_ASSOCIATION, association()))
    seeing.see(seen(Kind.LINEAGE_ASSOCIATION, association(), 70, deleted=True))
    assert steps(seeing) == {}


def test_a_policy_tells_whom_the_group_is_shared_with_and_a_group_without_one_is_there(
    seeing: Seeing,
) -> None:
    bare = {name: value for name, value in policy("bare").items() if name not in ("ResourcePolicy", "Grants")}
    seeing.see(seen(Kind.MODEL_GROUP_POLICY, policy()))
    seeing.see(seen(Kind.MODEL_GROUP_POLICY, bare))
    rows = seeing.ask(
        "select model_group, has_policy, principal_kind, principal_account_id from model_group_policy"
        " order by model_group"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("bare", False, None, None),
        ("fraud", True, "account", "222222222222"),
    ]


def test_a_share_is_a_row_for_each_group_and_principal(seeing: Seeing) -> None:
    more = {"id": "*", "kind": "anybody"}
    record = share() | {"principals": [*share()["principals"], more]}
    seeing.see(seen(Kind.RESOURCE_SHARE, record))
    rows = seeing.ask(
        "select model_group_arn, principal_kind, seen_as from resource_share order by principal"
    )
    group = arn("model-package-group", "fraud")
    assert [tuple(row.values()) for row in rows] == [(group, "anybody", "SELF"), (group, "account", "SELF")]
