"""The error tree.

CopydeskError
├── TransientError      worth another try later
├── PermanentError      never gets better: goes to the dead-letter topic
│   └── DecodeError     bytes that are not what their topic promises
├── ConfigError         the person can mend it: exit code 2
│   └── MissingExtra    an optional part of the package is not installed
├── MachineError        no record's fault: the disk is full, no file can be opened
└── BrokerError         the broker cannot be started or reached
"""

from __future__ import annotations


class CopydeskError(Exception):
    """Base of all errors that Copydesk raises on purpose.

    Args:
        message: one sentence for a person: what was wrong, where, what to do.
        code: stable, machine-readable reason, e.g. ``"robots-disallowed"``.
        context: facts that belong to the error, for logs and dead letters.
    """

    code = "error"
    retryable = False
    exit_code = 1

    def __init__(self, message: str, *, code: str | None = None, **context: object) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.context = context


class TransientError(CopydeskError):
    """It may work later: a server error, a time-out.

    Args:
        retry_after_s: what the other side asked for, in seconds, if it did.
    """

    code = "transient"
    retryable = True

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        retry_after_s: float | None = None,
        **context: object,
    ) -> None:
        super().__init__(message, code=code, **context)
        self.retry_after_s = retry_after_s


class PermanentError(CopydeskError):
    """It will not work however often it is tried: the input goes to dead-letter."""

    code = "permanent"


class DecodeError(PermanentError):
    """A record's bytes are not what its topic promises."""

    code = "undecodable"


class ConfigError(CopydeskError):
    """A setting or an argument is wrong; the person who runs it can mend it."""

    code = "config"
    exit_code = 2


class MissingExtra(ConfigError):  # noqa: N818 - reads as what it says at `except MissingExtra`
    """A command needs an optional part of the package that is not installed.

    Args:
        extra: the extra's name, e.g. ``"embedded"``.
        needs: what wanted it, as a noun: "the embedded broker".
    """

    code = "missing-extra"

    def __init__(self, extra: str, needs: str) -> None:
        super().__init__(
            f"{needs} needs the '{extra}' extra: pip install 'copydesk[{extra}]'",
            extra=extra,
        )
        self.extra = extra


class MachineError(CopydeskError):
    """This machine cannot go on. No input is to blame: the process ends without an ack."""

    code = "machine"


class BrokerError(CopydeskError):
    """The broker cannot be started, reached or used."""

    code = "broker"
