"""Accounts of the organisation."""

from modelgov.record.column import AT, Each, Form, Part, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.ACCOUNT: Form(
        arn="Arn",
        created="JoinedTimestamp",
        modified=None,
        fields=("Id", "Arn", "Name", "Email", "Status", "JoinedTimestamp", "UnitPath", "AllTags"),
    ),
}

TABLES: tuple[Table, ...] = (
    Table(
        name="account_observation",
        kind=Kind.ACCOUNT,
        meaning="AWS accounts, as Organizations or the settings name them.",
        columns=(
            column("account_name", T, "Name", "Name of the account."),
            column("email", T, "Email", "Address of the account."),
            column("account_status", T, "Status", "ACTIVE, SUSPENDED or PENDING_CLOSURE."),
            column("unit_path", T, "UnitPath", "Names of its organisational units, from the root, by /."),
            column("joined_at", AT, "JoinedTimestamp", "When it joined the organisation."),
        ),
    ),
    Table(
        name="account_tag_observation",
        kind=Kind.ACCOUNT,
        meaning="Tags of accounts and, marked by origin, of the units above them.",
        part=Part(field="AllTags", each=Each.ITEM),
        columns=(
            column("origin", T, "Origin", "`account tag` or `unit tag`."),
            column("tag_key", T, "Key", "Key of the tag, as spelt."),
            column("tag_value", T, "Value", "Value of the tag, as spelt."),
        ),
    ),
)
