from pathlib import Path

from copydesk.broker.config import render_properties, server_properties


def test_listeners_are_on_loopback_only() -> None:
    properties = server_properties(Path("/data/kafka"), 9092, 20001)
    for address in properties["listeners"].split(","):
        assert address.split("://")[1].startswith("127.0.0.1:")


def test_extra_listeners_stand_beside_the_plain_one() -> None:
    extra = {
        "listeners": "SSL://127.0.0.1:9093",
        "advertised.listeners": "SSL://127.0.0.1:9093",
        "listener.security.protocol.map": "SSL:SSL",
        "ssl.keystore.type": "PEM",
    }
    properties = server_properties(Path("/data/kafka"), 9092, 20001, extra)
    assert properties["listeners"].split(",") == [
        "PLAINTEXT://127.0.0.1:9092",
        "CONTROLLER://127.0.0.1:20001",
        "SSL://127.0.0.1:9093",
    ]
    assert properties["advertised.listeners"].endswith(",SSL://127.0.0.1:9093")
    assert properties["listener.security.protocol.map"].endswith(",SSL:SSL")
    assert properties["ssl.keystore.type"] == "PEM"


def test_extra_settings_override() -> None:
    properties = server_properties(Path("/data"), 9092, 20001, {"message.max.bytes": "1"})
    assert properties["message.max.bytes"] == "1"


def test_properties_of_any_script_are_ascii_that_java_reads_back() -> None:
    text = render_properties({"log.dirs": "/daten/Müller/新闻/📰", "a": "b\\c\nd"})
    assert text.isascii()
    assert text == ("log.dirs=/daten/M\\u00fcller/\\u65b0\\u95fb/\\ud83d\\udcf0\na=b\\\\c\\nd\n")
