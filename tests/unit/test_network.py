import socket

import pytest

from tests.network import NetworkIsClosed


def test_no_test_can_look_up_another_machine():
    with pytest.raises(NetworkIsClosed):
        socket.getaddrinfo("example.org", 80)


def test_no_test_can_connect_to_another_machine():
    with socket.socket() as outgoing, pytest.raises(NetworkIsClosed):
        outgoing.connect(("192.0.2.1", 80))


def test_a_test_can_reach_a_server_on_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = server.getsockname()
        with socket.create_connection(here) as client:
            assert client.getpeername() == here
