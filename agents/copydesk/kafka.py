"""Broker address and security, plumbed once for stages, tools and subscribers."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

from aiokafka.conn import create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.helpers import create_ssl_context
from aiokafka.protocol.metadata import MetadataRequest

from .errors import BrokerError, ConfigError
from .settings import BrokerSettings, Settings
from .topics import MAX_MESSAGE_BYTES

MAX_RECORD_BYTES = MAX_MESSAGE_BYTES + 65536
"""Limit of requests and answers: a record has framing around its value."""

PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_TRY_S = 5.0
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


def group_id(settings: Settings, stage: str) -> str:
    """Return the consumer group of a stage."""
    return f"{settings.topics.prefix}{stage}"


def ssl_context(broker: BrokerSettings) -> ssl.SSLContext | None:
    """Build the TLS context, or None where the protocol has no TLS.

    Raises:
        ConfigError: a certificate file is missing or unreadable.
    """
    if not broker.security_protocol.endswith("SSL"):
        return None
    for file in (broker.ssl_ca_file, broker.ssl_cert_file, broker.ssl_key_file):
        if file and not Path(file).is_file():
            raise ConfigError(f"the TLS file {file} of the broker settings does not exist")
    try:
        context: ssl.SSLContext = create_ssl_context(
            cafile=broker.ssl_ca_file or None,
            certfile=broker.ssl_cert_file or None,
            keyfile=broker.ssl_key_file or None,
        )
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the TLS files of the broker settings cannot be used: {error}"
        ) from error
    if not broker.ssl_check_hostname:
        context.check_hostname = False
    return context


async def unreachable(settings: Settings) -> BrokerError:
    """Find out why no client could connect; return the error that says it.

    aiokafka logs the reason and raises without it, so one more connection is tried.
    """
    hosts = [entry.strip().rpartition(":") for entry in settings.broker.bootstrap.split(",")]
    for host, _, port in hosts:
        try:
            await _try(settings, host.strip("[]"), int(port))
        except (KafkaError, OSError, TimeoutError) as error:
            if (reason := _reason(settings.broker, f"{host}:{port}", error)) is not None:
                return BrokerError(reason)
    return BrokerError(
        f"no Kafka answers at {settings.broker.bootstrap}: start one with 'copydesk up' or "
        "'copydesk broker start', or name another with --broker HOST:PORT"
    )


async def _try(settings: Settings, host: str, port: int) -> None:
    options = client_options(settings)
    del options["bootstrap_servers"]
    async with asyncio.timeout(_TRY_S):
        connection = await create_conn(host, port, **options)
        try:
            # A broker that wants SASL takes the connection, and closes it at the first request.
            await connection.send(MetadataRequest([]))
        finally:
            connection.close()


def _reason(broker: BrokerSettings, address: str, error: BaseException) -> str | None:
    """Put into words why a broker that is there was not to be used; None if none is there."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"the certificate of Kafka at {address} is not trusted: {error.verify_message}; "
            "broker.ssl_ca_file names the file of its CA"
        )
    ended = (ssl.SSLError, KafkaConnectionError, ConnectionResetError, ConnectionAbortedError)
    if isinstance(error, ended):
        return (
            f"{address} takes connections and ends them: broker.security_protocol is "
            f"{broker.security_protocol}, and that may not be what this listener speaks"
            + ("; or it asks for a client certificate" if "SSL" in broker.security_protocol else "")
        )
    if isinstance(error, KafkaError) and broker.security_protocol.startswith("SASL"):
        return (
            f"Kafka at {address} refuses the user {broker.sasl_username!r} by "
            f"{broker.sasl_mechanism}: {error}; check broker.sasl_username, "
            "broker.sasl_password and broker.sasl_mechanism"
        )
    return None


def client_options(settings: Settings) -> dict[str, Any]:
    """Return the keyword arguments that every aiokafka client of ours shares.

    Raises:
        ConfigError: an address that is none, an unknown protocol or mechanism, unusable TLS
            files.
    """
    broker = settings.broker
    if broker.security_protocol not in PROTOCOLS:
        raise ConfigError(
            f"broker.security_protocol is {broker.security_protocol!r}; "
            f"it must be one of {', '.join(PROTOCOLS)}"
        )
    for address in broker.bootstrap.split(","):
        host, colon, port = address.strip().rpartition(":")
        if not (host and colon and port.isdigit()):
            raise ConfigError(
                f"{address.strip()!r} is no broker's address; it must be HOST:PORT, like kafka:9092"
            )
    options: dict[str, Any] = {
        "bootstrap_servers": broker.bootstrap,
        "security_protocol": broker.security_protocol,
        "ssl_context": ssl_context(broker),
        "request_timeout_ms": int(broker.request_timeout_s * 1000),
        "client_id": "copydesk",
    }
    if broker.security_protocol.startswith("SASL"):
        if broker.sasl_mechanism not in MECHANISMS:
            raise ConfigError(
                f"broker.sasl_mechanism is {broker.sasl_mechanism!r}; "
                f"it must be one of {', '.join(MECHANISMS)}"
            )
        options |= {
            "sasl_mechanism": broker.sasl_mechanism,
            "sasl_plain_username": broker.sasl_username,
            "sasl_plain_password": str(broker.sasl_password),
        }
    return options


def group_options(settings: Settings, group: str) -> dict[str, Any]:
    """Return the keyword arguments of a consumer of ours that commits by itself.

    Raises:
        ConfigError: as `client_options`.
    """
    session_s = settings.broker.session_timeout_s
    return {
        **client_options(settings),
        "group_id": group,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "session_timeout_ms": int(session_s * 1000),
        "heartbeat_interval_ms": int(min(3.0, session_s / 3) * 1000),
        "max_partition_fetch_bytes": MAX_RECORD_BYTES,
    }
