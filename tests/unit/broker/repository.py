"""A small Maven repository over real HTTP on loopback, that can misbehave."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from copydesk.broker.jars import Jar, JarLock


def make_jar(artifact: str, content: bytes) -> Jar:
    return Jar("org.example", artifact, "1.0", hashlib.sha256(content).hexdigest(), len(content))


class Repository:
    """Files by path; counts requests and remembers ranges."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.requests: Counter[str] = Counter()
        self.ranges: list[str] = []
        self.break_after: dict[str, int] = {}
        """Paths whose next answer ends early, after so many bytes."""
        self.base = ""


@contextmanager
def serve(contents: dict[str, bytes]) -> Iterator[tuple[Repository, JarLock]]:
    """Serve jars of these contents; yield the repository and their lock."""
    jars = {make_jar(artifact, content): content for artifact, content in contents.items()}
    repository = Repository({f"/maven/{jar.path}": content for jar, content in jars.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            repository.requests[self.path] += 1
            content = repository.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            start = 0
            if wanted := self.headers.get("Range"):
                repository.ranges.append(wanted)
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                self.send_response(206)
                self.send_header(
                    "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
                )
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            stop = repository.break_after.pop(self.path, len(content))
            self.wfile.write(content[start:stop])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    repository.base = f"http://127.0.0.1:{server.server_port}/maven"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield repository, JarLock("9.9", tuple(jars))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
