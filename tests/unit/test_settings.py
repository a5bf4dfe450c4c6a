"""Settings: precedence, origin, and what is wrong with a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import ConfigError
from copydesk.settings import env_name, environment, explain, load, names


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text("[fetch]\ntimeout_s = 11\nper_host = 3\n[topics]\nprefix = 'file.'\n")
    return path


def test_flag_beats_environment_beats_file_beats_default(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_FETCH_TIMEOUT_S", "12")
    monkeypatch.setenv("COPYDESK_TOPICS_PREFIX", "env.")
    flags = {"topics.prefix": "flag.", "broker.port": None}
    settings = load(flags, config_file=file)
    assert settings.topics.prefix == "flag."
    assert settings.fetch.timeout_s == 12
    assert settings.fetch.per_host == 3
    assert settings.broker.port == 9092
    origins = {row.path: row.source for row in explain(settings, flags, config_file=file)}
    assert origins["topics.prefix"] == "flag"
    assert origins["fetch.timeout_s"] == "environment COPYDESK_FETCH_TIMEOUT_S"
    assert origins["fetch.per_host"] == f"file {file}"
    assert origins["broker.port"] == "default"


def test_every_setting_says_what_it_is() -> None:
    rows = explain(load())
    assert len(rows) > 40
    assert all(row.help.endswith(".") for row in rows)


def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_FETCH_TIMEOUT_S", "soon")
    with pytest.raises(ConfigError, match=r"timeout_s|TIMEOUT_S"):
        load()


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("first_per_s", 0, "more than 0"),
        ("first_per_s", -1, "more than 0"),
        ("first_per_s", "nan", "more than 0"),
        ("min_interval_s", 0, "more than 0"),
        ("max_interval_s", "inf", "finite"),
        ("max_interval_s", 60, r"at least poll\.min_interval_s, which is 300, not 60"),
        ("timeout_s", -3, "more than 0"),
        ("max_body_bytes", 0, "more than 0"),
        ("max_entries", 0, "more than 0"),
        ("concurrency", 0, "more than 0"),
        ("first_window_s", -1, "0 or more"),
        ("first_most", -1, "0 or more"),
    ],
)
def test_polls_that_could_not_be_are_refused(name: str, value: object, wanted: str) -> None:
    with pytest.raises(ConfigError, match=rf"^the setting poll\.{name} .*{wanted}"):
        load({f"poll.{name}": value})


def test_a_first_poll_may_discover_nothing() -> None:
    settings = load({"poll.first_most": 0, "poll.first_window_s": 0})
    assert (settings.poll.first_most, settings.poll.first_window_s) == (0, 0)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        load(config_file=tmp_path / "none.toml")


def test_a_child_gets_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = load(
        {
            "data_dir": tmp_path,
            "broker.ssl_check_hostname": False,
            "broker.sasl_password": "secret, with = signs",
            "http.allow_hosts": "a.test,*.b.test",
            "fetch.retry_scale": 0.25,
        }
    )
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    again = load()
    assert again == settings
    assert str(again.broker.sasl_password) == "secret, with = signs"


def test_names_of_variables_and_lists() -> None:
    assert env_name("poll.timeout_s") == "COPYDESK_POLL_TIMEOUT_S"
    assert names(" a , b,,") == ("a", "b")
