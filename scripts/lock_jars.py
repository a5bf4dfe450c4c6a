"""Write the lock file of the embedded broker's jars.

    python scripts/lock_jars.py 4.4.0

Resolves Kafka's server and its logging with Maven (`mvn`), as a build of Kafka would, and writes
each file's coordinates, SHA-256 and size. Run it to move to another Kafka; review the diff.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "agents/copydesk/broker/kafka.lock.json"
# Kafka's pom leaves the logging backend to its distribution, which has this one.
LOGGING = ("org.apache.logging.log4j", "log4j-slf4j-impl")
# Used when Scala macros are compiled, never when a broker runs.
EXCLUDED = ("org.scala-lang", "scala-reflect")
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<groupId>lock</groupId><artifactId>lock</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
<version>{kafka}</version>
<exclusions><exclusion><groupId>{excluded[0]}</groupId><artifactId>{excluded[1]}</artifactId>
</exclusion></exclusions></dependency>
{logging}
</dependencies></project>
"""
LOGGING_POM = """<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>
<version>{version}</version></dependency>"""


def resolve(folder: Path, kafka: str, logging: str) -> list[Path]:
    """Return the runtime jars that Maven finds, each at its place in a repository's layout."""
    (folder / "pom.xml").write_text(POM.format(kafka=kafka, excluded=EXCLUDED, logging=logging))
    lib = folder / "lib"
    shutil.rmtree(lib, ignore_errors=True)
    subprocess.run(
        [
            *("mvn", "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies"),
            *("-DincludeScope=runtime", "-Dmdep.useRepositoryLayout=true"),
            f"-DoutputDirectory={lib}",
        ],
        check=True,
    )
    return sorted(lib.rglob("*.jar"))


def entry(jar: Path, lib: Path) -> dict[str, str | int]:
    """Return the lock file's entry of one jar."""
    *group, artifact, version = jar.relative_to(lib).parts[:-1]
    if jar.name != f"{artifact}-{version}.jar":
        raise SystemExit(f"{jar.name} has a classifier, which the lock file cannot say")
    return {
        "group": ".".join(group),
        "artifact": artifact,
        "version": version,
        "sha256": hashlib.sha256(jar.read_bytes()).hexdigest(),
        "size": jar.stat().st_size,
    }


def main() -> None:
    """Resolve, hash, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("kafka", help="version of Kafka")
    kafka = parser.parse_args().kafka
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        core = next(j for j in resolve(folder, kafka, "") if j.name.startswith("log4j-core-"))
        logging = LOGGING_POM.format(
            group=LOGGING[0], artifact=LOGGING[1], version=core.parent.name
        )
        jars = [entry(jar, folder / "lib") for jar in resolve(folder, kafka, logging)]
    TARGET.write_text(json.dumps({"kafka": kafka, "jars": jars}, indent=1) + "\n")
    print(f"{TARGET}: {len(jars)} jars, {sum(int(j['size']) for j in jars) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
