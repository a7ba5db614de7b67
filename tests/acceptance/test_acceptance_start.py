"""Starting and stopping: what fails is one sentence, a start goes on from the last, Ctrl-C leaves nothing."""

import json
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from product import MODELGOV, PATIENCE, answers, clean_environment, free_port, get, until


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_one_sentence_with_its_remedy(command: str, taken: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [*MODELGOV, command, "--port", str(taken)],
        check=False,
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Port {taken} is taken.",
        f"  where: 127.0.0.1:{taken}",
        "  what to do: Stop what listens there, or choose another port with --port or PORT=.",
    ]


@pytest.fixture
def folder(snapshots: Path, tmp_path: Path) -> Path:
    """Where a demo starts without seeding."""
    shutil.copytree(snapshots, tmp_path / ".demo" / "snapshot")
    return tmp_path


@contextmanager
def begun(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A small demo; what it says is in the file `said`."""
    command = [*MODELGOV, "demo", "--size", "small", "--quiet-life", *arguments]
    env = clean_environment() | dict(environment or {})
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env=env, stderr=said)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def said(folder: Path) -> str:
    return (folder / "said").read_text()


@contextmanager
def demo(
    folder: Path, port: int, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A demo that answers."""
    url = f"http://127.0.0.1:{port}"
    with begun(folder, "--port", str(port), environment=environment) as process:
        until(lambda: answers(url) or process.poll() is not None)
        assert process.poll() is None, said(folder)
        yield process


@pytest.fixture(scope="module")
def ended(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a demo ran and Ctrl-C left no process; others go on from there, one after the other."""
    folder = tmp_path_factory.mktemp("ended")
    shutil.copytree(snapshots, folder / ".demo" / "snapshot")
    port = free_port()
    with demo(folder, port) as process:
        children = psutil.Process(process.pid).children(recursive=True)
        (folder / "overview.json").write_text(json.dumps(get(f"http://127.0.0.1:{port}/api/v1/overview")))
    assert children
    assert process.returncode == 0
    assert not any(child.is_running() for child in children)
    return folder


def numbers(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their cost in cents: sums of doubles depend on their order."""
    return [unit | {"usd_per_month": round(unit["usd_per_month"] or 0.0, 2)} for unit in units]


def test_a_second_start_goes_on_from_the_first(ended: Path, taken: int) -> None:
    first, port = json.loads((ended / "overview.json").read_text()), free_port()
    with begun(ended, "--port", str(port), "--aws-port", str(taken)) as failing:
        assert failing.wait(PATIENCE) == 1
    assert f"Port {taken} is taken" in said(ended)
    with demo(ended, port) as process:
        second = get(f"http://127.0.0.1:{port}/api/v1/overview")
        until(lambda: " unchanged," in said(ended))  # what it collects meanwhile
    assert process.returncode == 0
    assert "Going on from the last run" in said(ended)
    assert numbers(first["business_units"]) == numbers(second["business_units"])
    assert first["newest"] == second["newest"]


def test_ctrl_c_ends_what_a_second_start_collects_meanwhile(ended: Path) -> None:
    with demo(ended, free_port()) as process:
        until(lambda: "5/5 Collecting what happened" in said(ended))
        started = psutil.Process(process.pid)
        until(lambda: len(started.children()) > 1)
        children = started.children(recursive=True)
    assert process.returncode == 0
    assert not any(child.is_running() for child in children)
    assert said(ended).splitlines()[-1] == "Stopped. The next start goes on from here."


@pytest.mark.parametrize("step", ["3/5", "5/5"])
def test_ctrl_c_while_it_starts_is_no_error_and_loses_nothing(step: str, folder: Path) -> None:
    with begun(folder, "--port", str(free_port())) as process:
        until(lambda: step in said(folder) or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) in (0, 128 + signal.SIGINT)
    assert "Traceback" not in said(folder)
    assert said(folder).splitlines()[-1] == "Stopped. The next start goes on from here."
    assert not (folder / ".demo" / "small" / "running").exists()


def test_ctrl_c_while_it_seeds_ends_the_seeding_too(tmp_path: Path) -> None:
    with begun(tmp_path, "--port", str(free_port()), "--seed", "7") as process:
        children = psutil.Process(process.pid)
        until(lambda: children.children() or process.poll() is not None)
        seeding = children.children()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 128 + signal.SIGINT
    assert not any(child.is_running() for child in seeding)
    assert said(tmp_path).splitlines()[-1] == "Stopped."


def test_the_demo_is_closed_to_the_aws_and_modelgov_settings_of_its_user(ended: Path) -> None:
    (ended / "modelgov.toml").write_text('accounts = ["999999999999"]\nhost = "0.0.0.0"\n')
    theirs = {
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "theirs",
        "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "MODELGOV_REGIONS": "eu-north-1",
    }
    port = free_port()
    with demo(ended, port, theirs) as process:
        assert get(f"http://127.0.0.1:{port}/api/v1/overview")["business_units"]
        until(lambda: " unchanged," in said(ended))
    assert process.returncode == 0
    assert "unset AWS_" in said(ended)
    assert "NO_PROXY=127.0.0.1,localhost" in said(ended)


def test_an_emulated_aws_that_is_killed_ends_the_demo_and_the_next_start_is_fresh(ended: Path) -> None:
    with demo(ended, free_port()) as process:
        children = psutil.Process(process.pid).children()
        next(child for child in children if "modelgov.demo.server" in child.cmdline()).kill()
        assert process.wait(PATIENCE) == 1
    assert "The emulated AWS was killed by SIGKILL before it had saved its state." in said(ended)
    assert "Traceback" not in said(ended)
    with begun(ended, "--port", str(free_port())) as process:
        until(lambda: "3/5" in said(ended) or process.poll() is not None)
    assert said(ended).startswith("The last run was killed before it had saved its state: starting afresh.")


def test_a_demo_whose_next_port_is_taken_takes_another_for_the_emulated_aws(folder: Path, taken: int) -> None:
    with begun(folder, "--port", str(taken - 1)) as process:
        until(lambda: "3/5" in said(folder) or process.poll() is not None)
        assert process.poll() is None, said(folder)


def test_the_last_port_leaves_any_free_one_for_the_emulated_aws(folder: Path) -> None:
    with begun(folder, "--port", "65535") as process:
        until(lambda: "3/5" in said(folder) or process.poll() is not None)
        assert process.poll() is None, said(folder)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".demo").write_text("in the way")
    with begun(tmp_path, "--port", str(free_port())) as process:
        assert process.wait(PATIENCE) == 1
    assert said(tmp_path).startswith("The demo's folder cannot be written: ")
    assert len(said(tmp_path).splitlines()) == 3


def test_a_second_demo_in_the_same_folder_is_refused(folder: Path) -> None:
    with begun(folder, "--port", str(free_port())) as first:
        until(lambda: "2/5" in said(folder) or first.poll() is not None)
        second = subprocess.run(
            [*MODELGOV, "demo", "--size", "small", "--port", str(free_port())],
            check=False,
            cwd=folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert second.returncode == 1
    assert second.stderr.startswith(f"This demo is running already.\n  where: process {first.pid}, ")
