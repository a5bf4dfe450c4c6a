import re

from copydesk.broker.jars import load_lock


def test_every_jar_is_pinned_by_sum_and_size() -> None:
    lock = load_lock()
    assert len(lock.jars) > 20
    for jar in lock.jars:
        assert re.fullmatch(r"[0-9a-f]{64}", jar.sha256), jar.name
        assert jar.size > 0, jar.name
        assert "SNAPSHOT" not in jar.version, jar.name


def test_jars_have_distinct_names_since_one_folder_holds_them() -> None:
    names = [jar.name for jar in load_lock().jars]
    assert len(names) == len(set(names))


def test_all_of_kafka_has_the_version_that_is_named() -> None:
    lock = load_lock()
    kafka = [jar for jar in lock.jars if jar.group == "org.apache.kafka"]
    assert {jar.version for jar in kafka} == {lock.kafka}
    assert "kafka_2.13" in {jar.artifact for jar in kafka}


def test_paths_follow_maven_s_layout() -> None:
    jar = next(jar for jar in load_lock().jars if jar.artifact == "kafka-clients")
    assert jar.path == (
        f"org/apache/kafka/kafka-clients/{jar.version}/kafka-clients-{jar.version}.jar"
    )
