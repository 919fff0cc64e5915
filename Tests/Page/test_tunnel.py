"""Reviewers elsewhere, each through a tunnel with a port of their own, as `ssh -L 9000:127.0.0.1:8080 SERVER` makes it."""

import socket
import socketserver
import threading

import pytest

from test_pages import decisions, settle, type_name


class Relay(socketserver.ThreadingTCPServer):
    """What `ssh -L` does at both of its ends: every connection to a port goes on to the server's."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port):
        relay = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with socket.create_connection(("127.0.0.1", port)) as there:
                    back = threading.Thread(target=relay.carry, args=(there, self.request), daemon=True)
                    back.start()
                    relay.carry(self.request, there)
                    back.join()

        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @staticmethod
    def carry(a, b):
        try:
            while data := a.recv(1 << 16):
                b.sendall(data)
            b.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def address(self, address):
        return address.replace(address.split("/")[2], f"localhost:{self.port}")


@pytest.fixture
def relay():
    relays = []

    def start(server):
        relays.append(Relay(server.port))
        return relays[-1]

    yield start
    for one in relays:
        one.shutdown()
        one.server_close()


def test_reviewers_decide_through_tunnels_of_their_own(case, serve, visit, relay):
    server = serve(case, "Ada", "Ben")
    ada = visit(relay(server).address(server.addresses["Ada"]))
    ben = visit(relay(server).address(server.addresses["Ben"]))
    settle(lambda: "as Ben" in ben.text_content("#state"), ben, "the author's name")
    for page, other, place, name in ((ada, ben, 1, "Grace"), (ben, ada, 2, "Alan")):
        page.click(f".tile >> nth={place}")
        page.keyboard.press("n")
        type_name(page, name)
        # What the one decided, the other sees without loading the page anew.
        other.wait_for_selector(f".tile .name:has-text('{name}')", timeout=15000)
    assert [(d["author"], d["name"]) for d in decisions(case)] == [("Ada", "Grace"), ("Ben", "Alan")]
