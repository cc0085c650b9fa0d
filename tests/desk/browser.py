"""A real Chromium, spoken to over its own debugging pipe: nothing to install, no port, no script injected by a driver."""

import base64
import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any

LONGEST_WAIT_S = 20.0


class Browser:
    """One page of a headless Chromium with a fresh profile in `folder`."""

    def __init__(self, program: str, folder: Path, *, width: int = 1200, height: int = 900, scripts: bool = True) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        words = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                 "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={folder}",
                 f"--window-size={width},{height}", "about:blank"]  # fmt: skip
        plumbed = ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "bash", *words]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(plumbed, pass_fds=(theirs_in, theirs_out), stdout=quiet, stderr=quiet)
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out, self._rest, self._number = ours_in, ours_out, b"", 0
        self._events: list[dict[str, Any]] = []
        self._session = ""
        target = self.call("Target.getTargets")["targetInfos"][0]["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the debugging protocol and its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self._events.append(answer)

    def go(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        self._events.clear()
        self.call("Page.navigate", url=url)
        self.loaded()

    def loaded(self) -> None:
        """Wait for the load event of the page that is on its way."""
        while not any(event.get("method") == "Page.loadEventFired" for event in self._events):
            self._events.append(self._next())
        self._events.clear()

    def press(self, key: str, text: str = "") -> None:
        """One key, as a person's keyboard sends it."""
        codes = {"Tab": 9, "Enter": 13}
        known = {"key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", text="\r" if key == "Enter" else text, **known)
        self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    def type(self, text: str) -> None:
        """Text into whatever has the focus."""
        self.call("Input.insertText", text=text)

    def focused(self) -> str:
        """What the keyboard's focus is on: its id, name=value, or text."""
        found = self.ask("document.activeElement.id || (document.activeElement.name + '=' + document.activeElement.value)")
        return str(found)

    def ask(self, expression: str) -> Any:
        """What an expression gives in the page (the debugger's own, allowed whatever the page's policy says)."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def tab_to(self, wanted: str, most: int = 60) -> None:
        """Walk with the Tab key until `wanted` has the focus."""
        for _ in range(most):
            self.press("Tab")
            if self.focused() == wanted:
                return
        raise AssertionError(f"the Tab key never reaches {wanted}")

    def picture(self, file: Path, *, width: int = 1200, least: int = 700) -> None:
        """A PNG of the page in all of its height."""
        size = {"width": width, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", height=least, **size)
        height = max(least, int(self.ask("document.documentElement.scrollHeight")))
        self.call("Emulation.setDeviceMetricsOverride", height=height, **size)
        self.call("Page.bringToFront")
        data = self.call("Page.captureScreenshot", format="png", optimizeForSpeed=True)["data"]
        file.write_bytes(base64.b64decode(data))

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + LONGEST_WAIT_S
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            part = os.read(self._in, 1 << 20)
            assert part, "the browser is gone"
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))
