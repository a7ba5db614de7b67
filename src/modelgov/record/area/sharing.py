"""Who else may use a model group: its own policy, and the shares of Resource Access Manager."""

from modelgov.record.column import AT, B, Each, Form, Part, T, Table, column
from modelgov.record.observation import Kind

_REACH = "account, organisation, unit, identity (a role or user), service or anybody."

FORMS: dict[Kind, Form] = {
    Kind.MODEL_GROUP_POLICY: Form(
        arn="PolicyId",  # a policy has neither ARN nor time of its own: they are made of the group's
        created="CreationTime",
        modified=None,
        fields=(
            *("PolicyId", "ModelPackageGroupArn", "ModelPackageGroupName", "ResourcePolicy"),
            *("CreationTime", "Grants"),
        ),
    ),
    Kind.RESOURCE_SHARE: Form(
        arn="resourceShareArn",
        number="seenBy",  # its owner and every account that receives it see it, each in its own way
        created="creationTime",
        modified="lastUpdatedTime",
        fields=(
            *("resourceShareArn", "name", "owningAccountId", "allowExternalPrincipals", "status"),
            *("statusMessage", "creationTime", "lastUpdatedTime", "featureSet"),
            *("seenBy", "resourceOwner", "resources", "principals"),
        ),
    ),
}

TABLES: tuple[Table, ...] = (
    Table(
        name="model_group_policy_observation",
        kind=Kind.MODEL_GROUP_POLICY,
        meaning="Resource policies of model groups; a group that was asked and has none is a row too.",
        columns=(
            column("model_group", T, "ModelPackageGroupName", "Name of the group."),
            column("model_group_arn", T, "ModelPackageGroupArn", "ARN of the group."),
            column("policy_json", T, "ResourcePolicy", "The policy, JSON; null when there is none."),
        ),
    ),
    Table(
        name="model_group_grant_observation",
        kind=Kind.MODEL_GROUP_POLICY,
        meaning="What the policies of model groups allow or deny, a row for each principal.",
        part=Part(field="Grants", each=Each.ITEM),
        columns=(
            column("effect", T, "Effect", "Allow or Deny."),
            column("principal", T, "Principal", "Who it is for, as it is written."),
            column("principal_kind", T, "Kind", _REACH),
            column("principal_account_id", T, "AccountId", "Account that it is for; null when not one."),
            column("organisation_id", T, "OrganizationId", "Organisation that it is for."),
            column("actions", T, "Actions", "Actions that it is about, with commas."),
            column("conditioned", B, "Conditioned", "Whether it holds under conditions only."),
        ),
    ),
    Table(
        name="resource_share_observation",
        kind=Kind.RESOURCE_SHARE,
        meaning="Shares of model groups, as their owners and the accounts that receive them see them.",
        columns=(
            column("share_name", T, "name", "Name of the share."),
            column("share_arn", T, "resourceShareArn", "ARN of the share."),
            column("owner_account_id", T, "owningAccountId", "Account that shares."),
            column("seen_as", T, "resourceOwner", "SELF (its own share) or OTHER-ACCOUNTS (received)."),
            column("share_status", T, "status", "ACTIVE, PENDING, FAILED, DELETING, DELETED."),
            column("feature_set", T, "featureSet", "STANDARD, CREATED_FROM_POLICY, PROMOTING_TO_STANDARD."),
            column("external_allowed", B, "allowExternalPrincipals", "Whether outsiders may be added."),
            column("created_at", AT, "creationTime", "When it was created."),
            column("modified_at", AT, "lastUpdatedTime", "When it was last modified."),
        ),
    ),
    Table(
        name="resource_share_group_observation",
        kind=Kind.RESOURCE_SHARE,
        meaning="Model groups in shares, a row each.",
        part=Part(field="resources", each=Each.ITEM),
        columns=(
            column("model_group_arn", T, "arn", "ARN of the group."),
            column("group_share_status", T, "status", "AVAILABLE, UNAVAILABLE, PENDING and so on."),
        ),
    ),
    Table(
        name="resource_share_principal_observation",
        kind=Kind.RESOURCE_SHARE,
        meaning="Whom shares are for, a row each; for a received share the account that received it.",
        part=Part(field="principals", each=Each.ITEM),
        columns=(
            column("principal", T, "id", "Who it is for, as it is written."),
            column("principal_kind", T, "kind", _REACH),
            column("principal_account_id", T, "accountId", "Account that it is for; null when not one."),
            column("organisation_id", T, "organizationId", "Organisation that it is for."),
            column("external", B, "external", "Whether it is outside the organisation."),
        ),
    ),
)
