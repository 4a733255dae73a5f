"""Who may ask for what: pure rules over a request's parts."""

from __future__ import annotations

from secrets import compare_digest

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the terminal sets the sizes of its cells in a style of its own
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self' {socket}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def headers(port: int) -> dict[str, str]:
    """What every answer carries."""
    return {
        "Content-Security-Policy": POLICY.format(socket=f"ws://127.0.0.1:{port} ws://localhost:{port}"),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def may(path: str, host: str, origin: str | None, *, token: str, port: int) -> bool:
    """Whether a request for ``path`` is answered.

    ``host`` is its Host header: a name that was made to point here from outside is not ours. ``origin``
    is its Origin header, None where it has none.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    if host not in hosts or (origin is not None and origin.removeprefix("http://") not in hosts):
        return False
    first = path.lstrip("/").split("/", 1)[0]
    return compare_digest(first.encode(), token.encode())
