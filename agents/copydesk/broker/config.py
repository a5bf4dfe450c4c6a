"""What the embedded Kafka is told: server.properties, logging, JVM options.

Durability: Kafka acknowledges a record once it is in the operating system's page cache. That
survives `kill -9` of the broker, so a crashed broker loses nothing it acknowledged; it does not
survive a power cut, as with any Kafka of one node that does not flush each write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .java import JavaRuntime

HOST = "127.0.0.1"
MB = 1024 * 1024
MAX_MESSAGE_BYTES = 17 * MB
"""A batch may hold one record of 16 MB, the topics' limit, and its framing."""

MAX_REQUEST_BYTES = 100 * MB
"""Kafka closes the connection on a larger request. A producer that sends one batch per partition
in one request, as aiokafka does, must keep fewer bytes than this undelivered: a broker that took
larger ones died of its heap (256 MB at 120 MB)."""

JVM_OPTIONS = (
    "-Xms64m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    # Else each thread keeps a direct buffer as large as the largest message it saw.
    "-Djdk.nio.maxCachedBufferSize=262144",
    "-Djava.awt.headless=true",
    # A small young generation is soon used all over: memory stays as it is after minutes.
    "-Xmn32m",
)
"""The fastest start and the smallest process that were measured (bench/broker_start.py): the
serial collector has no threads and side tables to set up, and the first compiler alone is enough
for what one machine asks of its broker."""

_LISTS = ("listeners", "advertised.listeners", "listener.security.protocol.map")


def server_properties(
    log_dir: Path, port: int, controller_port: int, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the broker's configuration.

    `extra` overrides, but for the three lists of listeners: there it is appended, so that the
    plain listener on loopback, by which readiness is asked, stays beside a TLS or SASL one.
    """
    properties = {
        "process.roles": "broker,controller",
        "node.id": "1",
        # Static voters are not written to the metadata: the port may change between starts.
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": str(log_dir),
        # Topics are declared, never made by a typing error.
        "auto.create.topics.enable": "false",
        "num.partitions": "1",
        "default.replication.factor": "1",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "4",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "share.coordinator.state.topic.num.partitions": "1",
        # Waiting for more members only slows a start on one machine.
        "group.initial.rebalance.delay.ms": "0",
        "message.max.bytes": str(MAX_MESSAGE_BYTES),
        "replica.fetch.max.bytes": str(MAX_MESSAGE_BYTES),
        "socket.request.max.bytes": str(MAX_REQUEST_BYTES),
        # Several large requests at once must not fill a small heap.
        "queued.max.request.bytes": str(MAX_REQUEST_BYTES),
        # The default, 128 MB, is half of our heap.
        "log.cleaner.dedupe.buffer.size": str(8 * MB),
        "num.network.threads": "2",
        "num.io.threads": "4",
        "background.threads": "4",
    }
    for key, value in (extra or {}).items():
        properties[key] = f"{properties[key]},{value}" if key in _LISTS else value
    return properties


def render_properties(properties: Mapping[str, str]) -> str:
    """Return the text of a Java properties file."""
    lines = []
    for key, value in properties.items():
        escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
        # Read as ISO 8859-1 by Java, so that other letters need \u escapes.
        units = escaped.encode("utf-16-be")
        text = "".join(
            chr(unit) if 32 <= unit < 127 else f"\\u{unit:04x}"
            for unit in (int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2))
        )
        lines.append(f"{key}={text}\n")
    return "".join(lines)


def log4j2_properties(log_file: Path) -> dict[str, str]:
    """Return a log4j2 configuration: warnings and a few landmarks, 10 MB at most five times."""
    return {
        "status": "error",
        "appender.file.type": "RollingFile",
        "appender.file.name": "file",
        "appender.file.fileName": str(log_file),
        "appender.file.filePattern": f"{log_file}.%i",
        "appender.file.layout.type": "PatternLayout",
        "appender.file.layout.pattern": "%d{ISO8601} %-5p %c{1} %m%n",
        "appender.file.policies.type": "Policies",
        "appender.file.policies.size.type": "SizeBasedTriggeringPolicy",
        "appender.file.policies.size.size": "10MB",
        "appender.file.strategy.type": "DefaultRolloverStrategy",
        "appender.file.strategy.max": "4",
        "rootLogger.level": "warn",
        "rootLogger.appenderRef.file.ref": "file",
        "logger.server.name": "kafka.server.KafkaRaftServer",
        "logger.server.level": "info",
    }


def jvm_command(
    java: JavaRuntime,
    jars: Sequence[Path],
    *,
    heap_mb: int,
    options: Sequence[str],
    log4j2: Path,
    tmp_dir: Path,
    main: str,
    arguments: Sequence[str],
) -> list[str]:
    """Return the command that runs `main` of Kafka."""
    return [
        str(java.path),
        f"-Xmx{heap_mb}m",
        *options,
        # Native parts of codecs are unpacked here, which a killed JVM leaves behind.
        f"-Djava.io.tmpdir={tmp_dir}",
        f"-Dlog4j2.configurationFile={log4j2}",
        "-cp",
        ":".join(map(str, jars)),
        main,
        *arguments,
    ]
