"""Small records of lineage, policies and shares, as they are kept."""

from typing import Any

from sample import ACCOUNT, START, Record, arn, at


def artifact(uri: str = "s3://b/fraud/1", kind: str = "Model", name: str = "a1") -> Record:
    return {
        "ArtifactArn": arn("artifact", name),
        "ArtifactType": kind,
        "Source": {"SourceUri": uri, "SourceTypes": []},
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(1).timestamp(),
    }


def context(uri: str = arn("endpoint", "e"), name: str = "e-aws-endpoint") -> Record:
    return {
        "ContextArn": arn("context", name),
        "ContextName": name,
        "ContextType": "Endpoint",
        "Source": {"SourceUri": uri, "SourceType": "ARN"},
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(1).timestamp(),
    }


def association(
    source: str = arn("artifact", "a1"), destination: str = arn("action", "deploy"), **more: Any
) -> Record:
    return {
        "SourceArn": source,
        "DestinationArn": destination,
        "SourceType": "Model",
        "DestinationType": "ModelDeployment",
        "AssociationType": "ContributedTo",
        "CreationTime": START.timestamp(),
        **more,
    }


def policy(group: str = "fraud") -> Record:
    home = arn("model-package-group", group)
    return {
        "PolicyId": f"{home}/policy",
        "ModelPackageGroupArn": home,
        "ModelPackageGroupName": group,
        "ResourcePolicy": '{"Statement": []}',
        "CreationTime": START.timestamp(),
        "Grants": [
            {
                "Effect": "Allow",
                "Principal": "222222222222",
                "Kind": "account",
                "AccountId": "222222222222",
                "Actions": "sagemaker:DescribeModelPackage",
                "Conditioned": False,
            }
        ],
    }


def share(group: str = "fraud") -> Record:
    return {
        "resourceShareArn": f"arn:aws:ram:eu-west-1:{ACCOUNT}:resource-share/1",
        "name": "fraud-share",
        "owningAccountId": ACCOUNT,
        "status": "ACTIVE",
        "creationTime": START.timestamp(),
        "lastUpdatedTime": at(2).timestamp(),
        "featureSet": "STANDARD",
        "seenBy": ACCOUNT,
        "resourceOwner": "SELF",
        "resources": [{"arn": arn("model-package-group", group), "status": "AVAILABLE"}],
        "principals": [{"id": "222222222222", "kind": "account", "accountId": "222222222222"}],
    }
