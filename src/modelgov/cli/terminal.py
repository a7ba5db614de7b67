"""How wide a line may be: as the terminal is, and in a file or a pipe as long as it is."""

from typing import TextIO

UNWRAPPED = 10_000  # columns where there is no terminal


def width(stream: TextIO) -> int | None:
    """What a console on this stream is made with; None lets it ask the terminal."""
    return None if stream.isatty() else UNWRAPPED
