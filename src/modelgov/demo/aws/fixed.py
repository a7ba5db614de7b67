"""What is the same in every emulated AWS: the governance account, the regions, the roles.

moto gives new accounts random numbers; the demo's are fixed, so that a snapshot, a document and a test can
name them.
"""

GOVERNANCE = "210000000001"
REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-1")

READER_ROLE = "ModelGovReader"
STUDIO_ROLE = "SageMakerStudioUser"
ROLES = (READER_ROLE, "ModelApprover", "ModelRiskOfficer", "MLPipeline", "MLEngineer", STUDIO_ROLE)


def account_id(position: int) -> str:
    """The number of the account at this position of the organisation, from 1 on."""
    return f"{210000000000 + position}"


def role_arn(account: str, role: str) -> str:
    """A role by its account and name."""
    return f"arn:aws:iam::{account}:role/{role}"
