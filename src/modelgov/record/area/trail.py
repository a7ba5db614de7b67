"""CloudTrail's management events: who asked SageMaker for which change, when, and what came of it."""

from modelgov.record.column import AT, Form, J, T, Table, column
from modelgov.record.observation import Kind

_SESSION = "UserIdentity.sessionContext."
_ISSUER = _SESSION + "sessionIssuer.arn"

FORMS: dict[Kind, Form] = {
    Kind.TRAIL_EVENT: Form(
        arn="EventId",  # an event has no ARN, and its id is its own everywhere
        created="EventTime",
        modified=None,
        # CreatedBy is how every other record of SageMaker names who made it.
        fields=(
            *("EventId", "EventTime", "EventName", "EventSource", "CreatedBy", "UserIdentity"),
            *("SourceIPAddress", "UserAgent", "ErrorCode", "ErrorMessage", "RequestId"),
            *("ResourceArn", "ResourceName", "ApprovalStatus", "RequestParameters", "ResponseElements"),
        ),
    ),
}

TABLES: tuple[Table, ...] = (
    Table(
        name="trail_event_observation",
        kind=Kind.TRAIL_EVENT,
        meaning="CloudTrail's events of SageMaker that change something, or were refused to.",
        columns=(
            column("event_name", T, "EventName", "The call, as SageMaker's API names it."),
            column("event_at", AT, "EventTime", "When it was called, UTC, to the second."),
            column("identity_type", T, "UserIdentity.type", "AssumedRole, IAMUser, Root and so on."),
            column("role_arn", T, _ISSUER, "Role that the caller's session is of; null for a user."),
            column(
                "source_identity",
                T,
                _SESSION + "sourceIdentity",
                "Who opened the session, where that was set: Studio names the user profile.",
            ),
            column("invoked_by", T, "UserIdentity.invokedBy", "AWS service that called for the caller."),
            column("source_ip", T, "SourceIPAddress", "Address, or AWS service, that it came from."),
            column("user_agent", T, "UserAgent", "Program that called."),
            column("error_code", T, "ErrorCode", "Why it was refused; null when it was done."),
            column("error_message", T, "ErrorMessage", "The refusal in words."),
            column("resource_arn", T, "ResourceArn", "ARN of what it was about; null when none is told."),
            column("resource_name", T, "ResourceName", "Name of what it was about."),
            column(
                "asked_approval_status",
                T,
                "ApprovalStatus",
                "Approval status that the call asked for.",
            ),
            column("request_parameters", J, "RequestParameters", "What was asked, JSON."),
        ),
    ),
)
