"""How connections are treated below HTTP."""

from __future__ import annotations

import socket

from gevent import pywsgi

from console.realtime.serving import Handler


def test_the_body_of_an_answer_does_not_wait_until_its_head_is_acknowledged() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        browser = socket.create_connection(door.getsockname())
        accepted, address = door.accept()
    same = accepted.dup()
    assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
    browser.close()
    Handler(accepted, address, pywsgi.WSGIServer(("127.0.0.1", 0), None, log=None)).handle()
    assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
    same.close()


def test_a_connection_that_is_no_tcp_is_left_as_it_is() -> None:
    proxy, accepted = socket.socketpair(socket.AF_UNIX)
    proxy.close()
    Handler(accepted, ("", 0), pywsgi.WSGIServer(("127.0.0.1", 0), None, log=None)).handle()
