"""The Faust app of a stage, set up so that it loses nothing and creates nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping

import faust
from faust.types.auth import AuthProtocol

from .kafka import MAX_RECORD_BYTES, client_options, group_id
from .place import keep_place
from .settings import Settings, usable
from .tables import DeliveredTable
from .topics import Topic

SMALL_RECORDS: Mapping[str, object] = {
    "broker_max_poll_records": 500,
    "stream_buffer_maxsize": 1000,
}
"""Overrides for a stage that reads no pages (bench/stage.py)."""


def create_app(settings: Settings, stage: str, **overrides: object) -> faust.App:
    """Build the Faust app of a stage.

    Args:
        settings: broker and topics.
        stage: the stage, which names its consumer group.
        overrides: settings of Faust in place of ours.

    Raises:
        ConfigError: unusable broker security settings.
    """
    broker = settings.broker
    folder = usable(settings.data_dir / "faust" / group_id(settings, stage))
    options: dict[str, object] = {
        "broker": [f"kafka://{host.strip()}" for host in broker.bootstrap.split(",")],
        "broker_credentials": _credentials(settings),
        "broker_session_timeout": broker.session_timeout_s,
        "broker_request_timeout": max(broker.request_timeout_s, broker.session_timeout_s + 5),
        "broker_heartbeat_interval": min(3.0, broker.session_timeout_s / 3),
        "broker_commit_interval": 1.0,
        # Records may be whole pages: few wait in memory, the rest waits in Kafka.
        "broker_max_poll_records": 50,
        "stream_buffer_maxsize": 64,
        "consumer_max_fetch_size": MAX_RECORD_BYTES,
        "producer_max_request_size": MAX_RECORD_BYTES,
        "consumer_auto_offset_reset": "earliest",
        # Faust's own assignor keeps equal partition numbers of all topics on one worker, so
        # that a site has one owner; with 0 standbys and no table Faust would use another.
        "table_standby_replicas": 1,
        # The ledger decides what may be acknowledged; waiting for the rest only delays.
        "stream_wait_empty": False,
        "stream_processing_timeout": 3600.0,
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "topic_partitions": settings.topics.partitions,
        "topic_replication_factor": settings.topics.replication,
        "web_enabled": False,
        "autodiscover": False,
        "store": "memory://",
        "Table": DeliveredTable,
        "datadir": str(folder),
        **overrides,
    }
    app = faust.App(group_id(settings, stage), **options)
    keep_place(app)
    return app


def raw_topic(app: faust.App, settings: Settings, *topics: Topic) -> faust.TopicT:
    """Declare topics to Faust as raw bytes: Faust acknowledges what it cannot decode itself."""
    return app.topic(
        *(topic.full_name(settings.topics.prefix) for topic in topics),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
    )


def _credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    options = client_options(settings)
    protocol, context = options["security_protocol"], options["ssl_context"]
    if protocol == "SSL":
        return faust.SSLCredentials(context)
    if not protocol.startswith("SASL"):
        return None
    credentials = faust.SASLCredentials(
        mechanism=options["sasl_mechanism"],
        username=options["sasl_plain_username"],
        password=options["sasl_plain_password"],
        ssl_context=context,
    )
    # Faust takes SASL_SSL for granted once it has a context of any kind.
    credentials.protocol = AuthProtocol(protocol)
    return credentials
