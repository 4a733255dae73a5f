"""What worker processes share: how they start, and the messages of speech and of listening over pipes.

A message is its length in four bytes, little-endian, then msgpack.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
from collections.abc import Sequence
from typing import IO, TypeVar

import msgspec

from securecoach_tui.config import child_process
from securecoach_tui.config.private_process import keep_private

LARGEST_MESSAGE = 100_000_000  # bytes; 5,000 characters spoken slowly are a sixth of it

Message = TypeVar("Message", bound=msgspec.Struct)


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a worker process with pipes to its standard input and output.

    Raises:
        OSError: it can't be started.
    """
    return subprocess.Popen(
        command,
        env=child_process.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def begin() -> IO[bytes]:
    """Prepare this worker process, and return the stream to the parent.

    What a library prints is discarded: both output streams are redirected. The process ends with its parent, even if a
    library hangs and the end of the input isn't read. ctrl+c is handled by the parent, which then ends the input.
    """
    keep_private()
    out = os.fdopen(os.dup(1), "wb")
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child_process.when_parent_ends(lambda: os._exit(0), os.getppid())
    return out


def onnx_stays_private() -> None:
    """Keep ONNX Runtime, which must not be loaded yet, from reporting to its maker's server.

    It would also keep a number of this machine. It does neither if one of these is set.
    """
    os.environ.update(ORT_DISABLE_TELEMETRY="1", ORT_TELEMETRY_DISABLED="1")


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes], kind: type[Message]) -> Message:
    """Read one message.

    Raises:
        EOFError: the stream has ended.
        ValueError: this is no message (also as msgspec.ValidationError and msgspec.DecodeError).
    """
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    (length,) = struct.unpack("<I", head)
    if length > LARGEST_MESSAGE:
        raise ValueError("not a message")
    return msgspec.msgpack.decode(stream.read(length), type=kind)
