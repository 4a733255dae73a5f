"""Decides which requests are answered and with which headers. Does no I/O."""

from __future__ import annotations

from secrets import compare_digest

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the terminal sets the size of its cells in an inline style
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self' {socket}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def headers(port: int) -> dict[str, str]:
    """The headers of every response."""
    return {
        "Content-Security-Policy": POLICY.format(socket=f"ws://127.0.0.1:{port} ws://localhost:{port}"),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def is_allowed(path: str, host: str, origin: str | None, *, token: str, port: int) -> bool:
    """Whether a request for ``path`` is answered.

    ``host`` is its Host header, which differs if another site's name resolves to this machine (DNS rebinding).
    ``origin`` is its Origin header, or None.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    if host not in hosts or (origin is not None and origin.removeprefix("http://") not in hosts):
        return False
    first = path.lstrip("/").split("/", 1)[0]
    return compare_digest(first.encode(), token.encode())
