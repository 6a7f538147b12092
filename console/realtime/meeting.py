"""Where several web processes meet: rows emitted by one reach the sockets of all, through Redis.

Redis may be away. Then a write must not wait for it, so after a failure nothing is published for a
second (our own sockets are told anyway, and the heartbeat heals the others), and the listener is
back within seconds of Redis, not after the library's minute.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from redis.exceptions import RedisError
from socketio import RedisManager

PAUSE_SECONDS = 1.0
CONNECT_SECONDS = 0.5


class Meeting(RedisManager):
    def __init__(self, url: str):
        super().__init__(url, channel="console", redis_options={"socket_connect_timeout": CONNECT_SECONDS})
        self.quiet_until = 0.0

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
