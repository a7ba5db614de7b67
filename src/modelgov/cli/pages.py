"""The pages of the documentation that are made from the program itself."""

from dataclasses import fields

from modelgov.settings import Settings
from modelgov.table.describe import Described, described

HEAD = "<!-- Made by script/docs; change the program, not this page. -->\n"


def settings_page() -> str:
    """Every setting with its default and meaning."""
    lines = [
        HEAD,
        "# Settings",
        "",
        "Read once, from `modelgov.toml` in the working folder (or the file that `MODELGOV_CONFIG` names),",
        "overruled by `MODELGOV_<NAME>` in the environment, where a list is written with commas.",
        "",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    defaults = Settings()
    lines += [
        f"| `{row.name}` | {_default(getattr(defaults, row.name))} | {row.metadata['meaning']} |"
        for row in fields(Settings)
    ]
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    match value:
        case dict():
            return "<br>".join(f"`{name}`: {', '.join(words)}" for name, words in value.items())
        case tuple():
            return ", ".join(f"`{item}`" for item in value) or "none"
        case "":
            return "none"
        case _:
            return f"`{value}`"


def tables_page() -> str:
    """Every table and view with its columns."""
    lines = [
        HEAD,
        "# Tables",
        "",
        "What `modelgov query` can ask, views first. The same names stand in the lake, in Glue, in the API",
        "and on the screen; what is empty there is null in SQL.",
    ]
    for table in described():
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: Described) -> list[str]:
    rows = [f"| `{column.name}` | {column.type.lower()} | {column.meaning} |" for column in table.columns]
    return [f"## {table.name}", "", table.meaning, "", "| column | type | meaning |", "|---|---|---|", *rows]
