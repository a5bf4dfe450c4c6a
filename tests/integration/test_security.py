"""Stages, subscribers and tools over TLS and SASL by the same settings; refusals in a sentence."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
import typed_settings as ts
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

import copydesk
from copydesk.admin import apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.broker.ports import choose
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES
from tests.pages import discovered, sample_page
from tests.published import publish, published
from tests.servers import Server
from tests.support import Worker, articles, eventually, produce, with_section

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

USER, PASSWORD = "ann", "not-for-logs-1"
KINDS = {"tls": "SSL", "mutual": "SSL", "scram": "SASL_SSL", "clear": "SASL_PLAINTEXT"}
"""Listener -> its protocol."""


@dataclass(frozen=True)
class Secured:
    """A broker with a listener of each kind, and the files that its clients need."""

    plain: str
    ports: dict[str, int]
    folder: Path

    def file(self, name: str) -> str:
        return str(self.folder / name)

    def settings(self, kind: str, base: Settings, **changed: object) -> Settings:
        """Settings of a client of a listener."""
        own: dict[str, object] = {
            "bootstrap": f"127.0.0.1:{self.ports[kind]}",
            "security_protocol": KINDS[kind],
        }
        if "SSL" in KINDS[kind]:
            own["ssl_ca_file"] = self.file("ca.pem")
        if kind == "mutual":
            own |= {"ssl_cert_file": self.file("ann.crt"), "ssl_key_file": self.file("ann.key")}
        if "SASL" in KINDS[kind]:
            own |= {"sasl_username": USER, "sasl_password": ts.SecretStr(PASSWORD)}
        return with_section(base, "broker", **{**own, **changed})


def pkcs8(key: trustme.Blob) -> bytes:
    """The key in PKCS #8 (RFC 5958), the only form that Kafka reads."""
    return load_pem_private_key(key.bytes(), password=None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    trustme.CA().cert_pem.write_to_path(str(folder / "other-ca.pem"))
    kafka = authority.issue_cert("127.0.0.1")
    (folder / "kafka.pem").write_bytes(
        pkcs8(kafka.private_key_pem) + kafka.cert_chain_pems[0].bytes()
    )
    ann = authority.issue_cert("ann@example.org")
    ann.private_key_pem.write_to_path(str(folder / "ann.key"))
    ann.cert_chain_pems[0].write_to_path(str(folder / "ann.crt"))

    ports = {kind: choose() for kind in KINDS}
    extra = {
        "listeners": ",".join(f"{kind.upper()}://127.0.0.1:{ports[kind]}" for kind in KINDS),
        "advertised.listeners": ",".join(
            f"{kind.upper()}://127.0.0.1:{ports[kind]}" for kind in KINDS
        ),
        "listener.security.protocol.map": ",".join(
            f"{kind.upper()}:{protocol}" for kind, protocol in KINDS.items()
        ),
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "kafka.pem"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(folder / "ca.pem"),
        "listener.name.mutual.ssl.client.auth": "required",
    }
    for kind in ("scram", "clear"):
        extra[f"listener.name.{kind}.scram-sha-512.sasl.jaas.config"] = (
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        )
    broker = EmbeddedBroker(
        folder / "data",
        port=0,
        extra_config=extra,
        format_arguments=["--add-scram", f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"],
    )
    with broker:
        yield Secured(broker.bootstrap, ports, folder)


def command(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Copydesk's command line with settings."""
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *words],
        env={**os.environ, **environment(settings), "COPYDESK_LOG_LEVEL": "critical"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("kind", ["scram", "mutual"])
async def test_the_whole_way_of_an_article(
    kind: str,
    secured: Secured,
    bare_settings: Settings,
    worker: Callable[..., Worker],
    server: Server,
) -> None:
    settings = with_section(
        secured.settings(kind, with_section(bare_settings, "topics", partitions=1)),
        "http",
        allow_hosts="*.test",
        resolve="*.test=127.0.0.1",
        extra_suffixes="test",
    )
    await apply(settings, await plan(settings))
    stages = [worker(settings, stage) for stage in ("fetch", "normalize", "enrich", "publish")]
    server.says("/story", sample_page().encode(), content_type="text/html; charset=utf-8")
    await produce(settings, [discovered(server.url("/story"))])

    async def there() -> bool:
        return len(await articles(settings)) == 1

    await eventually(there, lambda: "\n".join(stage.tail() for stage in stages))
    for stage in stages:
        found = await asyncio.to_thread(command, settings, "health", stage.stage)
        assert "is well" in found.stdout, found.stdout + found.stderr
        assert PASSWORD not in stage.log.read_text()
    async with copydesk.subscribe(settings=settings, group="g", follow=False) as subscription:
        [one] = [message async for message in subscription]
    told = await asyncio.to_thread(
        command, settings, "tail", "--json", "--from", "earliest", "--no-follow"
    )
    assert json.loads(told.stdout)["article_id"] == one.key, told.stderr


@pytest.mark.parametrize("kind", ["tls", "clear"])
async def test_a_subscriber_over_each_of_the_other_listeners(
    kind: str, secured: Secured, bare_settings: Settings
) -> None:
    settings = secured.settings(kind, bare_settings)
    await apply(settings, await plan(settings, (ARTICLES,)))
    await publish(settings, published(range(5)))
    subscription = copydesk.subscribe(settings=settings, follow=False)
    assert len([message async for message in subscription]) == 5


def librdkafka() -> tuple[int, ...]:
    """The version of the library under kcat."""
    told = subprocess.run(["kcat", "-V"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"librdkafka (\d+)\.(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else ()


@pytest.mark.skipif(shutil.which("kcat") is None, reason="this machine has no kcat")
@pytest.mark.parametrize("kind", ["mutual", "scram"])
async def test_kcat(kind: str, secured: Secured, bare_settings: Settings) -> None:
    if kind == "scram" and librdkafka() < (2, 6, 1):
        pytest.skip("before 2.6.1, librdkafka sent a nonce that Kafka 4 refuses")
    settings = secured.settings(kind, bare_settings)
    await apply(settings, await plan(settings, (ARTICLES,)))
    await publish(settings, published(range(5)))
    flags = {
        "security.protocol": KINDS[kind],
        "ssl.ca.location": secured.file("ca.pem"),
        "isolation.level": "read_committed",
    }
    if kind == "mutual":
        flags |= {
            "ssl.certificate.location": secured.file("ann.crt"),
            "ssl.key.location": secured.file("ann.key"),
        }
    else:
        flags |= {
            "sasl.mechanism": "SCRAM-SHA-512",
            "sasl.username": USER,
            "sasl.password": PASSWORD,
        }
    done = await asyncio.to_thread(
        subprocess.run,
        [
            *("kcat", "-C", "-b", settings.broker.bootstrap, "-q", "-e", "-o", "beginning"),
            *("-t", ARTICLES.full_name(settings.topics.prefix)),
            *(word for name, value in flags.items() for word in ("-X", f"{name}={value}")),
        ],
        capture_output=True,
        timeout=60,
        check=True,
    )
    found = {json.loads(line)["article_id"] for line in done.stdout.splitlines()}
    assert found == {article.article_id for article in await articles(settings)}


@pytest.mark.parametrize(
    ("kind", "changed", "words"),
    [
        (
            "scram",
            {"sasl_password": ts.SecretStr("wrong")},
            "refuses the user 'ann' by SCRAM-SHA-512",
        ),
        ("clear", {"sasl_username": "bob"}, "refuses the user 'bob'"),
        ("scram", {"sasl_mechanism": "PLAIN"}, "by PLAIN"),
        ("tls", {"ssl_ca_file": "other-ca.pem"}, "is not trusted"),
        ("tls", {"ssl_ca_file": ""}, "broker.ssl_ca_file"),
        ("tls", {"bootstrap": "localhost"}, "ostname mismatch"),
        ("tls", {"security_protocol": "PLAINTEXT"}, "broker.security_protocol is PLAINTEXT"),
        ("scram", {"security_protocol": "SSL"}, "broker.security_protocol is SSL"),
        ("clear", {"security_protocol": "PLAINTEXT"}, "broker.security_protocol is PLAINTEXT"),
        ("clear", {"security_protocol": "SASL_SSL"}, "broker.security_protocol is SASL_SSL"),
        ("mutual", {"ssl_cert_file": "", "ssl_key_file": ""}, "client certificate"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(
    kind: str,
    changed: dict[str, object],
    words: str,
    secured: Secured,
    bare_settings: Settings,
) -> None:
    own = dict(changed)
    if name := own.get("ssl_ca_file"):
        own["ssl_ca_file"] = secured.file(str(name))
    if name := own.get("bootstrap"):
        own["bootstrap"] = f"{name}:{secured.ports[kind]}"
    done = command(secured.settings(kind, bare_settings, **own), "topics", "apply")
    assert done.returncode == 1, done.stdout + done.stderr
    [sentence] = done.stderr.splitlines()
    assert words in sentence
    assert str(secured.ports[kind]) in sentence
    assert PASSWORD not in sentence


def test_tls_to_a_listener_without(secured: Secured, bare_settings: Settings) -> None:
    settings = with_section(bare_settings, "broker", bootstrap=secured.plain)
    over_tls = with_section(settings, "broker", security_protocol="SSL")
    done = command(over_tls, "topics", "apply")
    assert (done.returncode, "broker.security_protocol is SSL" in done.stderr) == (1, True)
