"""Topics on the broker: plan, apply, wait. Never shrinks, deletes or grows partitions."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from copydesk.errors import BrokerError, ConfigError
from copydesk.kafka import client_options, unreachable
from copydesk.settings import Settings
from copydesk.topics import STAGE_TOPICS, TOPICS, Topic

_LOOK_AGAIN_S = 1.0
_SAY_AGAIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting of a topic that is not as declared."""

    topic: Topic
    name: str
    found: str | None
    wanted: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` would do, and what it refuses to."""

    create: tuple[Topic, ...]
    correct: tuple[Difference, ...]
    refused: tuple[str, ...]
    """One sentence for each topic whose partition count differs."""

    @property
    def is_empty(self) -> bool:
        """Whether everything is as declared."""
        return not (self.create or self.correct or self.refused)


@contextlib.asynccontextmanager
async def admin_client(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Connect an admin client.

    Raises:
        BrokerError: nothing answers at the address, or not while the client is used.
    """
    client = AIOKafkaAdminClient(**client_options(settings))
    try:
        await client.start()
    except KafkaError as error:
        with contextlib.suppress(Exception):
            await client.close()
        raise await unreachable(settings) from error
    try:
        yield client
    except KafkaError as error:
        raise BrokerError(
            f"Kafka at {settings.broker.bootstrap} went away, or refuses what was asked: {error}"
        ) from error
    finally:
        await client.close()


async def existing_topics(client: AIOKafkaAdminClient) -> dict[str, int]:
    """Return the broker's topics and their partition counts."""
    described = await client.describe_topics()
    return {one["topic"]: len(one["partitions"]) for one in described if not one["error_code"]}


async def partition_count(settings: Settings, name: str) -> int:
    """Return how many partitions a topic has, 0 if there is no such topic.

    Raises:
        BrokerError: nothing answers at the address.
    """
    async with admin_client(settings) as client:
        [described] = await client.describe_topics([name])
    return 0 if described["error_code"] else len(described["partitions"])


async def topic_configs(
    client: AIOKafkaAdminClient, names: list[str]
) -> dict[str, dict[str, str | None]]:
    """Return the settings of topics as the broker has them."""
    if not names:
        return {}
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    found: dict[str, dict[str, str | None]] = {}
    for response in await client.describe_configs(resources):
        for resource in response.resources:
            entries = resource[-1]
            found[resource[3]] = {entry[0]: entry[1] for entry in entries}
    return found


async def plan(settings: Settings, topics: Sequence[Topic] = TOPICS) -> Plan:
    """Compare the broker with what is declared.

    Args:
        settings: broker, prefix, partitions.
        topics: which of the topics.

    Raises:
        BrokerError: nothing answers at the address.
    """
    prefix, partitions = settings.topics.prefix, settings.topics.partitions
    async with admin_client(settings) as client:
        existing = await existing_topics(client)
        present = [topic for topic in topics if topic.full_name(prefix) in existing]
        configs = await topic_configs(client, [topic.full_name(prefix) for topic in present])
    correct, refused = [], []
    for topic in present:
        name = topic.full_name(prefix)
        if existing[name] != partitions:
            refused.append(
                f"{name} has {existing[name]} partitions and the setting says {partitions}: they "
                "are fixed at creation, since growing moves keys away from their state; set "
                f"topics.partitions to {existing[name]}, or choose a new topics.prefix and "
                "replay into it"
            )
        found = configs.get(name, {})
        correct += [
            Difference(topic, key, found.get(key), wanted)
            for key, wanted in topic.config().items()
            if found.get(key) != wanted
        ]
    create = tuple(topic for topic in topics if topic.full_name(prefix) not in existing)
    return Plan(create, tuple(correct), tuple(refused))


async def apply(settings: Settings, what: Plan) -> None:
    """Carry a plan out: create what is missing, correct settings.

    Raises:
        ConfigError: the plan holds refusals; nothing is done then.
        BrokerError: the broker is gone or refuses.
    """
    if what.refused:
        raise ConfigError("; ".join(what.refused))
    prefix = settings.topics.prefix
    async with admin_client(settings) as client:
        if what.create:
            response = await client.create_topics(
                [
                    NewTopic(
                        topic.full_name(prefix),
                        num_partitions=settings.topics.partitions,
                        replication_factor=settings.topics.replication,
                        topic_configs=topic.config(),
                    )
                    for topic in what.create
                ]
            )
            for name, code, *rest in response.topic_errors:
                # Another process may have been quicker.
                if code not in (0, TopicAlreadyExistsError.errno):
                    raise BrokerError(f"the broker does not create {name}: {rest or code}")
        wrong = {difference.topic.name: difference.topic for difference in what.correct}
        if wrong:
            # AlterConfigs replaces all of a topic's settings, so all of ours are sent.
            await client.alter_configs(
                [
                    ConfigResource(
                        ConfigResourceType.TOPIC, topic.full_name(prefix), configs=topic.config()
                    )
                    for topic in wrong.values()
                ]
            )


async def missing_topics(settings: Settings, stage: str) -> list[str]:
    """Return the topics that a stage needs and that do not exist."""
    async with admin_client(settings) as client:
        existing = await existing_topics(client)
    prefix = settings.topics.prefix
    names = [topic.full_name(prefix) for topic in STAGE_TOPICS[stage]]
    return [name for name in names if name not in existing]


async def wait_for_topics(
    settings: Settings, stage: str, logger: structlog.stdlib.BoundLogger
) -> None:
    """Return once all topics of a stage exist, saying what is missing until then.

    Raises:
        BrokerError: nothing answers at the address.
    """
    loop = asyncio.get_running_loop()
    said = -_SAY_AGAIN_S
    while missing := await missing_topics(settings, stage):
        if loop.time() - said >= _SAY_AGAIN_S:
            said = loop.time()
            logger.warning("waiting for topics: run 'copydesk topics apply'", missing=missing)
        await asyncio.sleep(_LOOK_AGAIN_S)
