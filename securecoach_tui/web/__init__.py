"""The full screen in a browser on this machine, served by ``server.PrivateServer``. Needs the extra ``web``.

The server listens on the loopback address only. Every path begins with a random token, so that no other page or user
of this machine can guess it. Requests with another Host header and sockets of another origin are refused. The page's
content security policy lets it load nothing from elsewhere.
"""
