"""Who gets in, and what can be asked for."""

import http.client
import json
import subprocess

import pytest

from conftest import PROGRAM, ROOT


def ask(server, path, method="GET", body=None, **headers):
    """One request, exactly as written: clients that tidy paths up would hide what is tested."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    host = headers.pop("Host", f"127.0.0.1:{server.port}")
    connection.putrequest(method, path, skip_host=True)
    for name, value in {"Host": host, **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    # The stream of events has no end.
    answer.text = b"" if answer.headers["Content-Type"] == "text/event-stream" else answer.read()
    connection.close()
    return answer


@pytest.fixture
def server(case, serve):
    server = serve(case)
    answer = ask(server, f"/?token={server.token}")
    assert answer.status == 303
    server.cookie = answer.headers["Set-Cookie"].split(";")[0]
    return server


def test_session_cookie_is_for_this_site_and_no_script(server):
    cookie = ask(server, f"/?token={server.token}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert server.token not in cookie


@pytest.mark.parametrize("path", ["/", "/api/people", "/api/case", "/style.css", "/api/events", "/api/nothing"])
def test_nobody_without_session(server, path):
    assert ask(server, path).status == 401
    assert ask(server, path, Cookie="wwww_session=" + "0" * 64).status == 401
    assert ask(server, path, Cookie=server.cookie).status == (404 if path.endswith("nothing") else 200)


@pytest.mark.parametrize("token", ["", "0" * 64, "x", "%00"])
def test_wrong_tokens(server, token):
    assert ask(server, f"/?token={token}").status == 401


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example",
                                  "127.0.0.2", "[::1]", "0.0.0.0", "127.0.0.1:x", "", "localhost:80:80", "user@localhost"])
def test_foreign_hosts(server, host):
    assert ask(server, "/api/case", Host=host, Cookie=server.cookie).status in (400, 403, 421)
    assert ask(server, f"/?token={server.token}", Host=host).status in (400, 403, 421)


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1", "127.0.0.1:40000", "LOCALHOST:1"])
def test_hosts_of_this_machine_with_any_port(server, host):
    assert ask(server, "/api/case", Host=host, Cookie=server.cookie).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example", "file://", "http://localhost.evil.example:80"])
def test_foreign_origins(server, origin):
    assert ask(server, "/api/case", Origin=origin, Cookie=server.cookie).status == 403
    body = b'{"decision": "name", "person": 0, "name": "Eve"}'
    assert ask(server, "/api/decisions", "POST", body, Origin=origin, Cookie=server.cookie, Content_Type="application/json").status == 403


def test_other_pages_of_this_machine_cannot_decide(server):
    body = b'{"decision": "name", "person": 0, "name": "Eve"}'
    for headers in ({"Content_Type": "text/plain"}, {"Content_Type": "application/x-www-form-urlencoded"},
                    {"Content_Type": "application/json", "Sec_Fetch_Site": "cross-site"},
                    {"Content_Type": "application/json", "Sec_Fetch_Site": "same-site"}, {}):
        assert ask(server, "/api/decisions", "POST", body, Cookie=server.cookie, **headers).status in (403, 415)
    assert json.loads(ask(server, "/api/decisions", Cookie=server.cookie).text) == []


@pytest.mark.parametrize("path", ["/../Package.swift", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/js/../../ReviewServer.swift",
                                  "/api/media/..%2f1/file", "/api/media/1%2f..%2f..%2fetc/file", "/api/media/-1/file", "/api/media/999999/file", "/api/media/1.5/picture",
                                  "/api/faces/abc/crop", "/api/faces/99999999999999999999/crop", "/api/people/-1/portrait", "/js/%00main.js", "/index.html%00"])
def test_paths_are_never_taken_from_a_request(server, path):
    answer = ask(server, path, Cookie=server.cookie)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.text and b"import Hummingbird" not in answer.text


@pytest.mark.parametrize("path", ["/", "/api/case", "/api/media/1/picture?side=64", "/nothing", "/js/main.js"])
def test_headers_keep_the_page_to_itself(server, path):
    headers = ask(server, path, Cookie=server.cookie).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in headers and "Server" not in headers


def test_ranges_of_a_file(server):
    whole = ask(server, "/api/media/1/file", Cookie=server.cookie).text
    for header, part in [("bytes=0-9", whole[:10]), ("bytes=5-", whole[5:]), ("bytes=-7", whole[-7:]), (f"bytes=3-{len(whole) * 2}", whole[3:])]:
        answer = ask(server, "/api/media/1/file", Cookie=server.cookie, Range=header)
        assert answer.status == 206 and answer.text == part
    for header in ("bytes=9999999999-", "bytes=5-2", "bytes=x", "lines=1-2", "bytes=0-1,4-5"):
        assert ask(server, "/api/media/1/file", Cookie=server.cookie, Range=header).status == 416


def test_only_this_machine_is_listened_to(server):
    listening = [line.split()[1] for line in open("/proc/net/tcp").readlines()[1:] if line.split()[3] == "0A"]
    assert f"0100007F:{server.port:04X}" in listening
    assert f"00000000:{server.port:04X}" not in listening


def test_ctrl_c_stops_at_once_even_with_a_page_open(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/api/events", headers={"Cookie": server.cookie})
    assert connection.getresponse().status == 200
    assert server.stop() == 0


def test_bad_json_and_unknown_decisions_are_refused(server):
    for body in (b"", b"{", b"[]", b'{"decision": 1}', b'{"decision": "conquer"}', b'{"decision": "name"}', b'{"decision": "merge", "persons": [0]}',
                 b'{"decision": "merge", "persons": [0, 999]}', b'{"decision": "different", "persons": [1]}', b'{"decision": "split", "person": 0, "faces": []}'):
        answer = ask(server, "/api/decisions", "POST", body, Cookie=server.cookie, Content_Type="application/json")
        assert 400 <= answer.status < 500, body


def test_no_case_and_odd_arguments_are_told():
    def run(*arguments):
        return subprocess.run([PROGRAM, "review", "--no-open", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=30)

    missing = run("--case", "/nonexistent/case")
    assert missing.returncode == 1 and "no case" in missing.stderr
    assert run("--as", " ").returncode == 64
    assert run("--as", "Ada", "--as", "Ada").returncode == 64
    assert run("--port", "70000").returncode == 64
