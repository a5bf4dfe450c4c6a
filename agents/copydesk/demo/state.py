"""`demo.json` in the data folder: when the demo clock started, and the port.

The port is part of every address and so of every article's id: it must outlive a restart.
"""

import errno
import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec

from copydesk.errors import ConfigError

FILE = "demo.json"
LOOPBACK = "127.0.0.1"
# Below the ports that Linux (32768) and macOS (49152) hand to outgoing connections: one of those
# could sit on the newsroom's port when it comes back.
PORTS = range(20000, 32000)
_TRIES = 50


class State(msgspec.Struct, frozen=True):
    """What must not change between two runs: `start` in seconds since 1970 (UTC), `port`."""

    start: int
    port: int


def load_or_create(data_dir: Path, now: Callable[[], float]) -> State:
    """Read the state, or write a new one if there is none; two callers at once get the same.

    Raises:
        ConfigError: the folder cannot be read or written, the file is damaged, no port is free.
    """
    path = data_dir / FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path, State(start=int(now()), port=_free_port()))
        return msgspec.json.decode(path.read_bytes(), type=State)
    except msgspec.DecodeError as error:
        raise ConfigError(
            f"{path} is damaged ({error}): delete it, and the demo starts with new addresses"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"the demo's clock cannot be kept in {path}: {error.strerror or error};"
            " name another folder or mend this one"
        ) from error


def _create(path: Path, state: State) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(msgspec.json.encode(state) + b"\n")
        # A link appears whole or not at all, and never over another's file.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _free_port() -> int:
    for port in random.SystemRandom().sample(PORTS, _TRIES):
        with socket.socket() as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                continue
            return port
    raise ConfigError(f"no free port on {LOOPBACK} between {PORTS.start} and {PORTS.stop - 1}")
