"""Who is answered when the full screen is served to a browser."""

import pytest

from securecoach_tui.web.guard import headers, is_allowed

TOKEN, PORT = "a-token", 8000
HERE = f"127.0.0.1:{PORT}"


def answered(path: str = f"/{TOKEN}/", host: str = HERE, origin: str | None = None) -> bool:
    return is_allowed(path, host, origin, token=TOKEN, port=PORT)


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/ws", f"/{TOKEN}/static/js/textual.js"])
def test_every_path_behind_the_token_is_answered(path: str) -> None:
    assert answered(path)


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/static/js/textual.js", "/a-toke/", f"/x/{TOKEN}/", "//", "/" + TOKEN[::-1]]
)
def test_nothing_is_answered_without_the_token(path: str) -> None:
    assert not answered(path)


@pytest.mark.parametrize("host", ["", "127.0.0.1", "127.0.0.1:81", "elsewhere.example", "elsewhere.example:8000"])
def test_guard_refuses_a_foreign_host_name(host: str) -> None:
    assert not answered(host=host)


@pytest.mark.parametrize(
    "origin", ["null", "http://elsewhere.example", "https://127.0.0.1:8000", "http://127.0.0.1:81"]
)
def test_socket_from_another_page_is_refused(origin: str) -> None:
    assert not answered(f"/{TOKEN}/ws", origin=origin)


def test_socket_of_the_own_page_is_accepted() -> None:
    assert answered(f"/{TOKEN}/ws", origin=f"http://{HERE}")
    assert answered(f"/{TOKEN}/ws", host=f"localhost:{PORT}", origin=f"http://localhost:{PORT}")


def test_content_security_policy_allows_no_other_sources() -> None:
    policy = headers(PORT)["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "http:" not in policy and "https:" not in policy and "*" not in policy
