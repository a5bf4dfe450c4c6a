"""All settings, in one place.

Precedence: flag, environment (`COPYDESK_…`), file (TOML), default. A section's setting is
`[fetch] timeout_s` in a file and `COPYDESK_FETCH_TIMEOUT_S` in the environment. Loading is
done by typed-settings; a bad value stops the start with the name of its variable.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
import typed_settings as ts
from typed_settings.exceptions import TsError
from typed_settings.types import LoadedSettings, LoaderMeta, OptionList, SettingsClass

from .errors import ConfigError

_BAD_VALUE = re.compile(
    r"Could not convert value (?P<value>.+) for option '(?P<name>[\w.]+)' from loader .*",
    re.DOTALL,
)
ENV_PREFIX = "COPYDESK_"
CONFIG_FILE_VAR = "COPYDESK_CONFIG"
_HIDDEN = "********"
NO_PASSWORD = ts.SecretStr("")


def _option(default: Any, help: str) -> Any:  # noqa: A002 - the name click and others use
    """Declare a setting with its default and what `copydesk config` says of it."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class BrokerSettings:
    """How to reach Kafka, and how to run the embedded one."""

    bootstrap: str = _option("127.0.0.1:9092", "Kafka to use, HOST:PORT[,HOST:PORT…].")
    port: int = _option(9092, "Port of the embedded broker.")
    heap_mb: int = _option(256, "Heap of the embedded broker, in MB.")
    java: str = _option("", "Java to run the embedded broker with; empty: find one.")
    mirror: str = _option("", "Base URL of a Maven repository to fetch Kafka from.")
    security_protocol: str = _option("PLAINTEXT", "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.")
    ssl_ca_file: str = _option("", "CA certificates (PEM) for TLS; empty: the system's.")
    ssl_cert_file: str = _option("", "Client certificate (PEM) for TLS.")
    ssl_key_file: str = _option("", "Key (PEM) of the client certificate.")
    ssl_check_hostname: bool = _option(True, "Whether the broker's name must match.")
    sasl_mechanism: str = _option("SCRAM-SHA-512", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.")
    sasl_username: str = _option("", "SASL user.")
    sasl_password: ts.SecretStr = _option(NO_PASSWORD, "SASL password.")  # noqa: RUF009 - a frozen value
    request_timeout_s: float = _option(40.0, "Longest wait for one answer of the broker.")
    session_timeout_s: float = _option(
        20.0, "After this long without a sign of life a worker's partitions move to others."
    )


@dataclass(frozen=True)
class TopicSettings:
    """Names and sizes of topics."""

    prefix: str = _option("news.", "Prefix of all topic names and consumer groups.")
    partitions: int = _option(12, "Partitions of each topic, fixed at creation.")
    replication: int = _option(1, "Copies of each partition.")


@dataclass(frozen=True)
class HttpSettings:
    """What every request of ours says and may do."""

    user_agent: str = _option(
        "Copydesk/0.1 (+https://copydesk.invalid/contact)",
        "User-Agent; put an address in it where a site can reach you.",
    )
    allow_hosts: str = _option(
        "", "Names that may be private addresses, comma-separated: a.test,*.b.test."
    )
    resolve: str = _option(
        "", "Fixed addresses of names, comma-separated: *.newsroom.test=127.0.0.1."
    )
    extra_suffixes: str = _option(
        # The demo's, under a top-level domain that nobody can have (RFC 6761): what it recorded
        # is then read the same way everywhere.
        "newsroom.test",
        "More public suffixes, comma-separated: each name below is a site of its own.",
    )
    max_redirects: int = _option(5, "Longest chain of redirects.")
    max_header_bytes: int = _option(65536, "Largest response header, in bytes.")


@dataclass(frozen=True)
class PollSettings:
    """When and how feeds are polled."""

    min_interval_s: float = _option(300.0, "Shortest time between two polls of a feed.")
    max_interval_s: float = _option(21600.0, "Longest time between two polls of a feed.")
    timeout_s: float = _option(30.0, "Longest time for one poll.")
    max_body_bytes: int = _option(10_000_000, "Largest feed, in bytes after decompression.")
    max_entries: int = _option(2000, "Most entries taken from one answer.")
    concurrency: int = _option(32, "Most polls at once in one worker.")
    first_per_s: float = _option(
        20.0, "Most feeds a second that a worker polls for the first time in their lives."
    )
    first_window_s: float = _option(
        7 * 86400.0, "At a feed's first poll entries dated before this are known, not discovered."
    )
    first_most: int = _option(100, "Most entries that a feed's first poll discovers.")


@dataclass(frozen=True)
class WebSubSettings:
    """Feeds that hubs push (WebSub)."""

    callback: str = _option(
        "", "Public address of the push receiver, https://…; empty: feeds are only polled."
    )
    listen: str = _option("127.0.0.1:8088", "Where the push receiver listens, HOST:PORT.")
    secret: ts.SecretStr = _option(  # noqa: RUF009 - a frozen value
        NO_PASSWORD, "What the secret of each subscription is made from; at least 16 characters."
    )
    lease_s: float = _option(864000.0, "How long a hub is asked to push before it is asked again.")
    grace_s: float = _option(
        120.0, "A hub that has not pushed an entry this long after it was published is not trusted."
    )
    max_body_bytes: int = _option(5_000_000, "Largest push, in bytes.")


@dataclass(frozen=True)
class FetchSettings:
    """How pages are fetched."""

    timeout_s: float = _option(30.0, "Longest time for one page, redirects included.")
    connect_timeout_s: float = _option(10.0, "Longest time to connect.")
    max_body_bytes: int = _option(10_000_000, "Largest page, in bytes after decompression.")
    min_bytes_per_s: float = _option(
        100.0, "A page that comes slower than this for ten seconds is given up; 0: any pace."
    )
    concurrency: int = _option(64, "Most requests at once in one worker.")
    per_host: int = _option(2, "Most requests at once to one host.")
    delay_s: float = _option(0.0, "Shortest time between two requests to one host.")
    max_crawl_delay_s: float = _option(30.0, "Longest crawl-delay of a robots.txt that is kept.")
    robots_ttl_s: float = _option(86400.0, "How long a robots.txt is believed.")
    rights: bool = _option(
        True, "Whether to read what sites say about AI use (asks each once for tdmrep.json)."
    )
    warc_dir: str = _option("", "Folder for WARC files of all that is fetched; empty: none.")
    warc_max_bytes: int = _option(1_000_000_000, "A WARC file of this size is closed.")
    fresh_for_s: float = _option(
        86400.0, "A page fetched this recently is not fetched again for another new entry."
    )
    remember_s: float = _option(
        7 * 86400.0, "How long it is remembered what was fetched, for conditional requests."
    )
    refetch_after: str = _option(
        "10m,2h,24h",
        "Ages of a page at which it is read again for changes and removals; empty: never.",
    )
    retry_scale: float = _option(
        1.0, "Factor on the delays of the retry topics (the demo makes them short)."
    )


@dataclass(frozen=True)
class NormalizeSettings:
    """How pages become articles."""

    max_html_bytes: int = _option(10_000_000, "Larger pages go to dead-letter.")
    max_tree_depth: int = _option(512, "Deeper pages go to dead-letter.")
    timeout_s: float = _option(60.0, "Longest time for one page before it is given up.")
    processes: int = _option(0, "Processes that parse pages; 0: one per core, at most four.")
    memory_mb: int = _option(2048, "Memory that one of them may take, in MB.")
    site_memory: bool = _option(
        True,
        "Learn what repeats on a site, and leave it out of bodies; the same for all workers.",
    )


@dataclass(frozen=True)
class PublishSettings:
    """The gate."""

    batch_events: int = _option(200, "Most events of a partition in one transaction.")
    batch_ms: int = _option(
        50, "Wait for a transaction to fill while articles flow, in milliseconds."
    )
    transaction_timeout_s: float = _option(60.0, "When Kafka gives up an open transaction.")


@dataclass(frozen=True)
class HealthSettings:
    """When `copydesk health` calls a worker unwell."""

    stale_s: float = _option(15.0, "Longest silence of a worker, or of Kafka towards it.")
    stuck_s: float = _option(
        180.0, "Longest time for one record, and without a commit while records wait."
    )


@dataclass(frozen=True)
class Settings:
    """Everything that can be set."""

    data_dir: Path = field(
        default_factory=lambda: Path(platformdirs.user_data_dir("copydesk")),
        metadata={"help": "Folder for the broker's data, caches of state, the demo's clock."},
    )
    cache_dir: Path = field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("copydesk")),
        metadata={"help": "Folder for what can be fetched again (Kafka's jars)."},
    )
    log_level: str = _option("info", "debug, info, warning or error.")
    log_format: str = _option("auto", "auto (text on a terminal, JSON otherwise), text or json.")
    broker: BrokerSettings = field(default_factory=BrokerSettings)
    topics: TopicSettings = field(default_factory=TopicSettings)
    http: HttpSettings = field(default_factory=HttpSettings)
    poll: PollSettings = field(default_factory=PollSettings)
    websub: WebSubSettings = field(default_factory=WebSubSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    normalize: NormalizeSettings = field(default_factory=NormalizeSettings)
    publish: PublishSettings = field(default_factory=PublishSettings)
    health: HealthSettings = field(default_factory=HealthSettings)


class _Flags:
    """A typed-settings loader for values given on the command line."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values

    def __call__(self, settings_cls: SettingsClass, options: OptionList) -> LoadedSettings:
        nested: dict[str, Any] = {}
        for path, value in self.values.items():
            *sections, name = path.split(".")
            at = nested
            for section in sections:
                at = at.setdefault(section, {})
            at[name] = value
        return LoadedSettings(nested, LoaderMeta("flag"))


@dataclass(frozen=True)
class Origin:
    """One setting, its value and where it came from."""

    path: str
    value: object
    source: str
    help: str


def default_config_files() -> tuple[Path, ...]:
    """Return the files that are read when none is named, later ones winning."""
    return (Path(platformdirs.user_config_dir("copydesk")) / "copydesk.toml", Path("copydesk.toml"))


def _loaders(
    flags: Mapping[str, object], config_file: Path | None
) -> Sequence[tuple[str, ts.loaders.Loader]]:
    chosen = config_file or (
        Path(os.environ[CONFIG_FILE_VAR]) if CONFIG_FILE_VAR in os.environ else None
    )
    if chosen is not None and not chosen.is_file():
        raise ConfigError(f"the configuration file {chosen} does not exist")
    files = (chosen,) if chosen else default_config_files()
    for path in files:
        _check_toml(path)
    loaders: list[tuple[str, ts.loaders.Loader]] = [
        (f"file {path}", ts.FileLoader({"*.toml": ts.TomlFormat(None)}, [path], env_var=None))
        for path in files
        if path.is_file()
    ]
    loaders.append(("environment", ts.EnvLoader(ENV_PREFIX)))
    loaders.append(("flag", _Flags({k: v for k, v in flags.items() if v is not None})))
    return loaders


def _check_toml(path: Path) -> None:
    try:
        if path.is_file():
            tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"the configuration file {path} cannot be read: {error}") from error


def load(flags: Mapping[str, object] | None = None, *, config_file: Path | None = None) -> Settings:
    """Load the settings.

    Args:
        flags: values of command line flags by path, e.g. ``{"broker.port": 9093}``;
            None is skipped.
        config_file: the one file to read, in place of the default ones.

    Raises:
        ConfigError: a value is wrong, or a file cannot be read.
    """
    loaders = [loader for _, loader in _loaders(flags or {}, config_file)]
    try:
        settings = ts.load_settings(Settings, loaders)
    except (TsError, ExceptionGroup) as error:
        raise ConfigError(_explain(error)) from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"the configuration cannot be read: {error}") from error
    _check_poll(settings.poll)
    return settings


# At zero no feed would ever be polled, or none answer in time, and nothing would say why.
_ABOVE_ZERO = (
    "min_interval_s", "max_interval_s", "timeout_s", "max_body_bytes", "max_entries",
    "concurrency", "first_per_s",
)  # fmt: skip
_ZERO_OR_MORE = ("first_window_s", "first_most")


def _check_poll(poll: PollSettings) -> None:
    for name in (*_ABOVE_ZERO, *_ZERO_OR_MORE):
        value = getattr(poll, name)
        if name in _ABOVE_ZERO and not value > 0:
            raise _wrong(f"poll.{name}", "more than 0", value)
        if not 0 <= value < math.inf:
            raise _wrong(f"poll.{name}", "0 or more, and finite", value)
    if poll.max_interval_s < poll.min_interval_s:
        least = f"at least poll.min_interval_s, which is {poll.min_interval_s:g}"
        raise _wrong("poll.max_interval_s", least, poll.max_interval_s)


def _wrong(path: str, wanted: str, value: float) -> ConfigError:
    return ConfigError(
        f"the setting {path} (environment: {env_name(path)}) must be {wanted}, not {value:g}"
    )


def _explain(error: BaseException) -> str:
    if isinstance(error, ExceptionGroup):
        return "; ".join(_explain(one) for one in error.exceptions)
    found = _BAD_VALUE.fullmatch(str(error))
    if found is None:
        return str(error)
    return (
        f"the setting {found['name']} (environment: {env_name(found['name'])}) cannot be "
        f"{found['value']}"
    )


def explain(
    settings: Settings,
    flags: Mapping[str, object] | None = None,
    *,
    config_file: Path | None = None,
) -> list[Origin]:
    """Say of each setting what it is and where it came from; secrets are hidden."""
    loaded = []
    for name, loader in _loaders(flags or {}, config_file):
        result = loader(Settings, _options())
        parts = [result] if isinstance(result, LoadedSettings) else list(result)
        loaded += [(name, part.settings) for part in parts]
    rows = []
    for path, help_text in _walk(Settings):
        source = "default"
        for name, values in loaded:
            if _has(values, path):
                source = f"{name} {env_name(path)}" if name == "environment" else name
        value: Any = settings
        for part in path.split("."):
            value = getattr(value, part)
        if isinstance(value, ts.SecretStr):
            value = _HIDDEN if str(value) else ""
        rows.append(Origin(path, value, source, help_text))
    return rows


def env_name(path: str) -> str:
    """Return a setting's environment variable: `poll.timeout_s` -> COPYDESK_POLL_TIMEOUT_S."""
    return ENV_PREFIX + path.upper().replace(".", "_")


def _has(values: Mapping[str, Any], path: str) -> bool:
    at: Any = values
    for part in path.split("."):
        if not isinstance(at, Mapping) or part not in at:
            return False
        at = at[part]
    return True


def _walk(cls: type, prefix: str = "") -> list[tuple[str, str]]:
    rows = []
    for f in fields(cls):
        section = f.default_factory
        if isinstance(section, type) and is_dataclass(section):
            rows += _walk(section, f"{prefix}{f.name}.")
        else:
            rows.append((prefix + f.name, str(f.metadata.get("help", ""))))
    return rows


@cache
def _options() -> OptionList:
    return ts.cls_utils.deep_options(Settings)


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings as environment variables, for a child process that must have the same."""
    result = {}
    for path, _ in _walk(Settings):
        value: Any = settings
        for part in path.split("."):
            value = getattr(value, part)
        result[env_name(path)] = str(value).lower() if isinstance(value, bool) else str(value)
    return result


def usable(folder: Path) -> Path:
    """Make a folder below the data folder, if it is not there; return it.

    Raises:
        ConfigError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the folder {folder} cannot be used: {error.strerror}; mend that, or choose another "
            "data folder with --data-dir"
        ) from error
    return folder


def names(text: str) -> tuple[str, ...]:
    """Split a comma-separated setting."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
