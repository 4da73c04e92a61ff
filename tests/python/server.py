"""A loopback HTTP server that notes what it is asked and answers what it is told."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Request:
    """One request as it came."""

    method: str
    path: str
    """As it stood on the wire: nothing is decoded."""
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Any
    """The parsed JSON, or None if there was no body."""


@dataclass
class Answer:
    """One answer to give."""

    status: int = 200
    body: Any = None
    """JSON; bytes are sent as they are."""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    """Close the connection instead of answering."""


def problem(status: int, code: str, **more: Any) -> Answer:
    """Give a problem document as the backend writes it."""
    body = {"title": "T", "status": status, "detail": f"detail of {code}", "code": code}
    headers = {"Content-Type": "application/problem+json"}
    return Answer(status, body | more, headers)


class Server:
    """Serves until the block is left."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answers: list[Answer] = []
        """What to answer, one after the other; the last one stays."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def serve(self) -> None:
                outer._serve(self)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = serve

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> "Server":
        serve = self._http.serve_forever
        threading.Thread(target=serve, args=(0.005,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def only(self) -> Request:
        """The one request that came."""
        assert len(self.requests) == 1, self.requests
        return self.requests[0]

    def _serve(self, http: BaseHTTPRequestHandler) -> None:
        length = int(http.headers.get("Content-Length") or 0)
        data = http.rfile.read(length)
        path, _, query = http.path.partition("?")
        self.requests.append(
            Request(
                method=http.command,
                path=path,
                query=parse_qsl(
                    query, keep_blank_values=True, strict_parsing=bool(query)
                ),
                headers={name.lower(): value for name, value in http.headers.items()},
                body=json.loads(data) if data else None,
            )
        )
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.drop:
            http.close_connection = True
            http.connection.close()
            return
        body = answer.body
        if not isinstance(body, bytes):
            body = b"" if body is None else json.dumps(body).encode()
        http.send_response(answer.status)
        headers = {"Content-Type": "application/json"} | answer.headers
        for name, value in headers.items():
            http.send_header(name, value)
        http.send_header("Content-Length", str(len(body)))
        http.end_headers()
        if http.command != "HEAD":
            http.wfile.write(body)
