"""Where the lake's files are on this machine, and how they are forced to its disk."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from pyiceberg.table import Table as IcebergTable


def local_path(location: str) -> str:
    """A `file://` location as a path; any other location as it is."""
    parsed = urlparse(location)
    return unquote(parsed.path) if parsed.scheme == "file" else location


def sync_files(opened: IcebergTable, before: str) -> None:
    """Force what the commit wrote to the disk: PyIceberg leaves that to the system."""
    if urlparse(opened.metadata_location).scheme not in ("", "file"):
        return
    newest = Path(local_path(opened.metadata_location))
    since = Path(local_path(before)).stat().st_mtime if Path(local_path(before)).exists() else 0.0
    written = [newest]
    snapshot = opened.current_snapshot()
    if snapshot is not None:
        written.append(Path(local_path(snapshot.manifest_list)))
        for manifest in snapshot.manifests(opened.io):
            if manifest.added_snapshot_id == snapshot.snapshot_id:
                written.append(Path(local_path(manifest.manifest_path)))
                written += [
                    Path(local_path(entry.data_file.file_path))
                    for entry in manifest.fetch_manifest_entry(opened.io)
                    if entry.snapshot_id == snapshot.snapshot_id
                ]
    for path in written:
        if path.exists() and path.stat().st_mtime >= since:
            _sync(path)
    for folder in {path.parent for path in written}:
        _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
