"""A new control to begin with: one that lints clean and whose cases come out, to be rewritten."""

from pathlib import Path

from modelgov.control.control import GROUPS
from modelgov.control.header import NAME
from modelgov.errors import ControlError

HERE = Path(__file__).parent / "form"


def sketch(folder: Path, name: str, title: str) -> tuple[Path, Path]:
    """Write `name.sql` and `name.cases.yml`; raises ControlError for a name that is taken or is none."""
    group = name.partition("-")[0]
    if not NAME.fullmatch(name) or group not in GROUPS or '"' in title:
        raise ControlError(
            what=f"A control cannot be named {name}, or its title has a quotation mark.",
            where="control new",
            remedy=f"Begin the name with one of {', '.join(GROUPS)} and a hyphen, such as registry-naming.",
        )
    paths = folder / f"{name}.sql", folder / f"{name}.cases.yml"
    texts = [(HERE / form).read_text(encoding="utf-8") for form in ("control.sql", "control.cases.yml")]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, texts, strict=True):
            with path.open("x", encoding="utf-8") as file:
                file.write(text.replace("GROUP", group).replace("TITLE", title.rstrip(".")))
    except OSError as error:
        raise ControlError(
            what=f"The control cannot be written: {error.strerror}.",
            where=str(folder),
            remedy="Choose another name or folder.",
        ) from error
    return paths
