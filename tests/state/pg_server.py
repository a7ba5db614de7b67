"""A PostgreSQL of our own for the tests, where the machine has one."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

BINARIES = ("initdb", "pg_ctl")


def lacking() -> str:
    """Why there can be no server here; empty when there can."""
    missing = [name for name in BINARIES if shutil.which(name) is None]
    if missing:
        return f"this machine has no {', '.join(missing)} of PostgreSQL"
    if os.getuid() == 0 and not _servant():
        return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


def _servant() -> str | None:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server in an empty folder, reached through a socket there: that folder."""
    user = _servant() if os.getuid() == 0 else None
    if user is not None:
        shutil.chown(folder, user)
    place = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    run("initdb", "-D", str(place), "-U", "modelgov", "-A", "trust", "-N", "-E", "UTF8")
    options = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c timezone=Asia/Tokyo"
    )
    run("pg_ctl", "-D", str(place), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield str(folder)
    finally:
        run("pg_ctl", "-D", str(place), "-w", "-m", "immediate", "stop")


def emptied(host: str) -> str:
    """The URL of its database, with nothing in it."""
    url = f"postgresql://modelgov@/postgres?host={host}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
    return url
