"""What a child gives up before it reads a job: terminal, descriptors, environment, unlimited resources."""

from __future__ import annotations

import os
import resource
import socket

LAYERS = "rlimits"
"""What protects this machine from a child, as the report names it."""

_MAX_DESCRIPTORS = 64


def lock_down(channel: socket.socket) -> None:
    """Leave the child with its channel, /dev/null and hard limits."""
    os.setsid()
    os.environ.clear()
    os.chdir("/")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    kept = channel.fileno()
    os.closerange(3, kept)
    os.closerange(kept + 1, max(kept + 2, 4096))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # root is not bound by it
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_DESCRIPTORS, _MAX_DESCRIPTORS))


def limit_cpu(seconds: int) -> None:
    """End the child after so many seconds of work, should the parent fail to."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
