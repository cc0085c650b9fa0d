"""A person works the desk in a real Chromium with the keyboard alone and with scripts switched off."""

import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

LONGEST_WAIT_S = 60.0


class Browser:
    """One page of a headless Chromium with a fresh profile in `folder`, spoken to over its own debugging pipe."""

    def __init__(
        self, program: str, folder: Path, *, width: int = 1200, height: int = 900, scripts: bool = False
    ) -> None:
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
        self._session = ""
        target = self.call("Target.getTargets")["targetInfos"][0]["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
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

    def go(self, url: str) -> None:
        """Open an address and wait until its page stands."""
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank' && document.title !== ''")

    def until(self, condition: str) -> None:
        """Wait for what has to become true in the page."""
        ends = time.monotonic() + LONGEST_WAIT_S
        while not self.ask(condition):
            assert time.monotonic() < ends, f"never true: {condition}; the page is {self.ask('document.title')!r}"

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
        found = self.ask(
            "document.activeElement.id || (document.activeElement.name + '=' + document.activeElement.value)"
        )
        return str(found)

    def ask(self, expression: str) -> Any:
        """What an expression gives in the page (the debugger's own, allowed whatever the page's policy says)."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def tab_to(self, wanted: str) -> None:
        """Walk with the Tab key until `wanted` has the focus."""
        ends = time.monotonic() + LONGEST_WAIT_S
        while self.focused() != wanted:
            assert time.monotonic() < ends, f"the Tab key never reaches {wanted}"
            self.press("Tab")

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


@pytest.fixture
def chromium() -> str:
    """The browser's program."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.environ.get("CI") == "true":
        pytest.fail("a real Chromium is needed here")
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


def test_a_hold_is_answered_with_the_keyboard_alone(desk, chromium, tmp_path):
    """Sign in, open the question, write a note, reject: every step is reached by Tab and done by Enter, without scripts."""
    ask = desk.asks["held", "legal_hold"]
    with Browser(chromium, tmp_path / "profile") as browser:
        browser.go(f"{desk.base}/")
        browser.until("location.pathname === '/sign-in' && document.readyState === 'complete'")
        browser.tab_to("name")
        browser.type("A. Okafor")
        browser.tab_to("password")
        browser.type(desk.password("A. Okafor"))
        browser.press("Enter")
        browser.until("document.title === '(4) Inbox · Newsroom desk'")
        assert browser.ask("document.cookie") == ""
        browser.go(f"{desk.base}/asks/{ask.id}")
        browser.tab_to("note")
        browser.type("no record backs it")
        browser.tab_to("decision=reject")
        browser.press("Enter")
        browser.until("document.body.innerText.includes('rejected by A. Okafor as legal')")
        browser.go(f"{desk.base}/stories/hostile")
        assert browser.ask("document.querySelectorAll('script, img').length") == 0
    closed = desk.ask("held", "legal_hold")
    assert (closed.status, closed.answered_by, closed.note) == ("rejected", "A. Okafor", "no record backs it")
