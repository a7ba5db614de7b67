"""EventBridge delivers the whole event, wherever its targets are."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator

ENTRY = {
    "Source": "desk",
    "DetailType": "note",
    "Detail": json.dumps({"text": "keep <id> and <detail>", "n": 1}),
    "Resources": ["arn:aws:sagemaker:eu-west-1:1:x/y"],
}


class Desk:
    """EventBridge and SQS of one account and region."""

    def __init__(self, aws: Emulator, account: str, region: str) -> None:
        self.account, self.region = account, region
        self.events = aws.client("events", account, region)
        self.sqs = aws.client("sqs", account, region)

    def queue(self, name: str):
        return self.sqs.create_queue(QueueName=name)["QueueUrl"]

    def rule(self, bus: str = "default", pattern: Any = None, **target: Any):
        self.events.put_rule(
            Name="r", EventBusName=bus, EventPattern=json.dumps(pattern or {"source": ["desk"]})
        )
        self.events.put_targets(Rule="r", EventBusName=bus, Targets=[{"Id": "t", **target}])

    def admit(self, other: "Desk", bus: str):
        self.events.put_permission(
            EventBusName=bus, Action="events:PutEvents", Principal=other.account, StatementId="other"
        )

    def arn(self, kind: str, name: str):
        middle = "event-bus/" if kind == "events" else ""
        return f"arn:aws:{kind}:{self.region}:{self.account}:{middle}{name}"

    def read(self, url: str):
        given = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
        return given.get("Messages", [])


@pytest.fixture
def spoke(aws: Emulator, account: str):
    return Desk(aws, account, "eu-west-1")


@pytest.fixture
def hub(aws: Emulator, other_account: str):
    return Desk(aws, other_account, "us-east-1")


def test_an_event_arrives_whole_and_its_text_untouched(spoke: Desk):
    url = spoke.queue("q")
    spoke.rule(Arn=spoke.arn("sqs", "q"))
    answer = spoke.events.put_events(Entries=[ENTRY])
    [message] = spoke.read(url)
    event = json.loads(message["Body"])
    assert event == {
        "version": "0",
        "id": answer["Entries"][0]["EventId"],
        "detail-type": "note",
        "source": "desk",
        "account": spoke.account,
        "time": event["time"],
        "region": "eu-west-1",
        "resources": ENTRY["Resources"],
        "detail": json.loads(ENTRY["Detail"]),
    }


def test_a_hub_bus_in_another_account_and_region_gets_the_event_as_it_was(spoke: Desk, hub: Desk):
    url = hub.queue("q")
    hub.events.create_event_bus(Name="hub")
    hub.admit(spoke, "hub")
    hub.rule(bus="hub", pattern={"account": [spoke.account]}, Arn=hub.arn("sqs", "q"))
    spoke.rule(Arn=hub.arn("events", "hub"), RoleArn="arn:aws:iam::1:role/r")
    answer = spoke.events.put_events(Entries=[ENTRY])
    [message] = hub.read(url)
    event = json.loads(message["Body"])
    assert (event["account"], event["region"]) == (spoke.account, "eu-west-1")
    assert event["resources"] == ENTRY["Resources"]
    assert event["id"] == answer["Entries"][0]["EventId"]


def test_an_event_may_be_put_straight_on_a_foreign_bus(spoke: Desk, hub: Desk):
    url = hub.queue("q")
    hub.rule(Arn=hub.arn("sqs", "q"))
    hub.admit(spoke, "default")
    spoke.events.put_events(Entries=[ENTRY | {"EventBusName": hub.arn("events", "default")}])
    [message] = hub.read(url)
    assert json.loads(message["Body"])["account"] == spoke.account


def test_a_bus_takes_nothing_from_an_account_that_its_policy_does_not_name(spoke: Desk, hub: Desk):
    url, dead = hub.queue("q"), spoke.queue("dead")
    hub.rule(Arn=hub.arn("sqs", "q"))
    spoke.rule(Arn=hub.arn("events", "default"), DeadLetterConfig={"Arn": spoke.arn("sqs", "dead")})
    spoke.events.put_events(Entries=[ENTRY])
    with pytest.raises(ClientError) as refused:
        spoke.events.put_events(Entries=[ENTRY | {"EventBusName": hub.arn("events", "default")}])
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert hub.read(url) == []
    [message] = spoke.read(dead)
    assert message["MessageAttributes"]["ERROR_CODE"]["StringValue"] == "NO_PERMISSIONS"


def test_a_bus_takes_the_events_of_its_organisation_and_of_nobody_else(aws: Emulator, spoke: Desk, hub: Desk):
    organizations = aws.client("organizations", hub.account)
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    member = organizations.create_account(AccountName="m", Email="m@example.com")
    inside = Desk(aws, member["CreateAccountStatus"]["AccountId"], "eu-west-1")
    condition = {"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": organization}
    given = {"EventBusName": "default", "Action": "events:PutEvents", "StatementId": "organisation"}
    hub.events.put_permission(Principal="*", Condition=condition, **given)
    url = hub.queue("q")
    hub.rule(Arn=hub.arn("sqs", "q"))
    for sender in (inside, spoke):
        sender.rule(Arn=hub.arn("events", "default"))
        sender.events.put_events(Entries=[ENTRY])
    assert [json.loads(one["Body"])["account"] for one in hub.read(url)] == [inside.account]


def test_a_queue_of_another_account_is_a_target(spoke: Desk, hub: Desk):
    url = hub.queue("q")
    spoke.rule(Arn=hub.arn("sqs", "q"))
    spoke.events.put_events(Entries=[ENTRY])
    assert len(hub.read(url)) == 1


def test_an_event_for_a_missing_queue_goes_to_the_dead_letters_with_its_reason(spoke: Desk):
    url = spoke.queue("dead")
    spoke.rule(Arn=spoke.arn("sqs", "gone"), DeadLetterConfig={"Arn": spoke.arn("sqs", "dead")})
    answer = spoke.events.put_events(Entries=[ENTRY])
    assert answer["FailedEntryCount"] == 0
    [message] = spoke.read(url)
    assert json.loads(message["Body"])["detail"]["n"] == 1
    assert message["MessageAttributes"]["TARGET_ARN"]["StringValue"] == spoke.arn("sqs", "gone")


def test_a_disabled_rule_delivers_nothing_until_it_is_enabled(spoke: Desk):
    url = spoke.queue("q")
    spoke.rule(Arn=spoke.arn("sqs", "q"))
    spoke.events.disable_rule(Name="r")
    spoke.events.put_events(Entries=[ENTRY])
    assert spoke.read(url) == []
    spoke.events.enable_rule(Name="r")
    spoke.events.put_events(Entries=[ENTRY])
    assert len(spoke.read(url)) == 1


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ({"Input": '{"always": "this"}'}, {"always": "this"}),
        ({"InputPath": "$.detail"}, {"text": "keep <id> and <detail>", "n": 1}),
        (
            {
                "InputTransformer": {
                    "InputPathsMap": {"text": "$.detail.text", "n": "$.detail.n"},
                    "InputTemplate": '{"said": <text>, "n": <n>, "inside": "n is <n>, not <other>"}',
                }
            },
            {"said": "keep <id> and <detail>", "n": 1, "inside": "n is 1, not <other>"},
        ),
    ],
)
def test_a_target_gets_the_input_that_it_asks_for(spoke: Desk, target: Any, body: Any):
    url = spoke.queue("q")
    spoke.rule(Arn=spoke.arn("sqs", "q"), **target)
    spoke.events.put_events(Entries=[ENTRY])
    [message] = spoke.read(url)
    assert json.loads(message["Body"]) == body


def test_an_archive_still_counts_what_it_keeps(spoke: Desk):
    spoke.events.create_archive(ArchiveName="a", EventSourceArn=spoke.arn("events", "default"))
    spoke.events.put_events(Entries=[ENTRY, ENTRY])
    assert spoke.events.describe_archive(ArchiveName="a")["EventCount"] == 2


def test_a_malformed_entry_fails_alone(spoke: Desk):
    url = spoke.queue("q")
    spoke.rule(Arn=spoke.arn("sqs", "q"))
    answer = spoke.events.put_events(Entries=[ENTRY | {"Detail": "{"}, ENTRY])
    assert answer["FailedEntryCount"] == 1
    assert answer["Entries"][0]["ErrorCode"] == "MalformedDetail"
    assert len(spoke.read(url)) == 1
