"""The newest documents of assets, for who reads AWS: no tables and no views, so little memory."""

from modelgov.lake.flatten import connection
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.observation import Kind
from modelgov.table.stored import Stored, readable


class Documents:
    """What is stored of assets, from the journal and the lake's files."""

    def __init__(self, journal: Journal, lake: Lake) -> None:
        self._journal = journal
        self._stored = Stored(journal, lake, None)
        self._engine = connection(threads=1)

    def newest(self, asset: str) -> bytes | None:
        """The newest known document of an asset."""
        head = self._journal.head(asset)
        if head is None:
            return None
        held = self._journal.document(head.position)
        if held is not None:
            return held
        with readable(), self._engine.cursor() as cursor:
            return self._stored.documents(cursor, head.kind, asset).get(head.position)

    def of_kind(self, kind: Kind) -> dict[str, bytes]:
        """The newest document of every asset of a kind, by its ARN."""
        with readable(), self._engine.cursor() as cursor:
            return self._stored.newest(cursor, kind)
