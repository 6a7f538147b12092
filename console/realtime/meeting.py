"""Where several web processes meet: rows emitted by one reach the sockets of all, through Redis.

Processes also tell each other what is no row but must happen to sockets at once: a sign-in was
revoked, somebody's rooms are others now.

Redis may be away. Then a write must not wait for it, so after a failure nothing is published for a
second (our own sockets are told anyway, and the heartbeat heals the others), and the listener is
back within seconds of Redis, not after the library's minute.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from redis.exceptions import RedisError
from socketio import RedisManager

TOLD = "told"
PAUSE_SECONDS = 1.0
CONNECT_SECONDS = 0.5
log = logging.getLogger(__name__)


class Meeting(RedisManager):
    def __init__(self, url: str):
        super().__init__(url, channel="console", redis_options={"socket_connect_timeout": CONNECT_SECONDS})
        self.quiet_until = 0.0
        self.heard: Callable[[str, Any], None] = lambda what, which: None
        """Runs for everything another process has told; set by whoever knows the sockets."""

    def tell(self, what: str, which: int | None) -> None:
        """Every other process hears it; ours has done it already."""
        self._publish({"method": TOLD, "what": what, "which": which, "host_id": self.host_id})

    def _listen(self) -> Iterator[Any]:
        """The library's own messages; ours are heard here."""
        for message in super()._listen():
            said = orjson.loads(message)
            if said.get("method") != TOLD:
                yield said
            elif said["host_id"] != self.host_id:
                self.hear(said)

    def hear(self, said: dict[str, Any]) -> None:
        """Nothing that goes wrong here may end the listening."""
        try:
            self.heard(said["what"], said["which"])
        except Exception:
            log.exception("what another process told was not done")

    def _publish(self, data: Any) -> Any:
        if time.monotonic() < self.quiet_until:
            return None
        heard = super()._publish(data)  # None once it has given up
        if heard is None:
            self.quiet_until = time.monotonic() + PAUSE_SECONDS
        return heard

    def _redis_listen_with_retries(self) -> Iterator[Any]:
        while True:
            try:
                self._redis_connect()
                pubsub = self.pubsub  # publishing may replace it while we listen
                pubsub.subscribe(self.channel)
                yield from pubsub.listen()
            except (RedisError, OSError):
                self._get_logger().error("Redis is away: pushes stay within this process until it is back")
                time.sleep(PAUSE_SECONDS)
