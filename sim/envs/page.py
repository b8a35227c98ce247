# SPDX-License-Identifier: Apache-2.0
"""`render_mode="human"`: a page in the browser that shows the newest picture. Needs no display here."""

from __future__ import annotations

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

_WAIT_S = 1.0  # between two looks whether the page was closed
_HTML = b"""<!doctype html><title>mm_robot</title><body style="margin:0;background:#222">
<img src="/stream" style="display:block;margin:auto;max-width:100%">"""


class Page:
    """Serves pictures as one endless image on a port of this machine only."""

    def __init__(self, port: int = 0) -> None:
        """`port` 0: any that is free."""
        self._news = threading.Condition()
        self._jpeg, self._count, self._closed = b"", 0, False
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def show(self, picture: npt.NDArray[np.uint8]) -> None:
        """Show an (H, W, 3) uint8 picture from now on."""
        buffer = io.BytesIO()
        Image.fromarray(picture).save(buffer, "JPEG", quality=80)
        with self._news:
            self._jpeg, self._count = buffer.getvalue(), self._count + 1
            self._news.notify_all()

    def next(self, seen: int) -> tuple[bytes, int] | None:
        """The picture after number `seen` as JPEG, and its number; waits for it. None once it is closed."""
        with self._news:
            while self._count == seen and not self._closed:
                self._news.wait(_WAIT_S)
            return None if self._closed else (self._jpeg, self._count)

    def close(self) -> None:
        """Stop serving."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._server.shutdown()
        self._server.server_close()


def _handler(page: Page) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            if self.path != "/stream":
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(_HTML)
                return
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            seen = 0
            try:
                while (shown := page.next(seen)) is not None:
                    jpeg, seen = shown
                    self.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n")
                    self.wfile.write(f"Content-Length: {len(jpeg)}\r\n\r\n".encode() + jpeg + b"\r\n")
            except OSError:  # the browser went away
                return

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing: a policy's own output matters more."""

    return Handler
