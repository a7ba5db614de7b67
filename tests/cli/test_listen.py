"""The socket that the web listens on."""

import asyncio
import socket

from modelgov.cli.serve import listen
from modelgov.settings import Settings


async def _sends_at_once(listener: socket.socket) -> bool:
    found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken = writer.get_extra_info("socket")
        found.set_result(bool(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    server = await asyncio.start_server(accepted, sock=listener)
    _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
    answer = await found
    writer.close()
    server.close()
    return answer


def test_a_small_answer_does_not_wait_for_the_reader_to_acknowledge_its_head() -> None:
    with listen(Settings(), 0) as listener:
        assert asyncio.run(_sends_at_once(listener))
