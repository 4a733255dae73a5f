"""The full screen in a browser on this machine: ``server.serve`` is the way in. Needs the extra ``web``.

It listens on the loopback address only. Every path begins with a random token, so that no other page
or person of this machine comes to it by guessing; requests whose Host isn't the loopback address and
sockets of another origin are refused; the page has a policy that lets it load nothing from elsewhere.
"""
