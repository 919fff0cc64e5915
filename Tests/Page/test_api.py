"""The description of the interface holds, whatever is sent."""

import json
import pathlib
import urllib.request

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies

from conftest import ROOT

DESCRIPTION = json.loads((ROOT / "Sources/Review/Page/openapi.json").read_text())


class Quiet(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def cookie(server):
    try:
        urllib.request.build_opener(Quiet).open(server.addresses["Ada"])
    except urllib.error.HTTPError as answer:
        return answer.headers["Set-Cookie"].split(";")[0].split("=")[1]
    raise AssertionError("no redirection")


def test_answers_are_as_described(case, serve):
    server = serve(case)
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.config.update(base_url=f"http://127.0.0.1:{server.port}")
    cookies = {"wwww_session": cookie(server)}
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(call=operation.as_strategy())
        @settings(max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        def check(call):
            call.call_and_validate(cookies=cookies, timeout=30, excluded_checks=[
                schemathesis.checks.CHECKS.get_one("ignored_auth")] if hasattr(schemathesis.checks, "CHECKS") else [])

        check()


def test_every_route_is_described():
    source = "".join(p.read_text() for p in (ROOT / "Sources/Review").glob("*.swift"))
    for path in DESCRIPTION["paths"]:
        pattern = path.lstrip("/").replace("{", ":").replace("}", "")
        assert f'"{pattern}"' in source, path
    assert source.count('router.get("api/') + source.count('router.post("api/') == 1 + sum(len(p) for p in DESCRIPTION["paths"].values())
