#!/usr/bin/env python3
"""Opens HTML reports in a real Chromium and looks at what a person would get.

usage: browser.py FOLDER [AXE.JS]

Every page of FOLDER is opened 1280 and 360 pixels wide, light and dark, and printed. A page must not
run or load anything, write to the console, or scroll sideways; with axe-core, it must not break a
rule of accessibility. Screenshots and PDFs are left in FOLDER/seen. Speaks W3C WebDriver with
chromedriver, and needs nothing but Python.
"""

import base64
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

# What a page must not hold, and what hostile text would have done.
INSPECT = """
document.querySelectorAll('details').forEach(one => { one.open = true; });
const active = document.querySelectorAll(
  'script, img, iframe, object, embed, link, form, base, audio, video, foreignObject');
const handlers = [...document.querySelectorAll('*')].filter(
  one => [...one.attributes].some(a => a.name.startsWith('on') || a.name === 'style'));
const odd = [...document.querySelectorAll('a')].filter(one => {
  const to = one.getAttribute('href');
  return !to.startsWith('#') && !to.startsWith('https://');
});
const outside = [...document.body.querySelectorAll('*')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && !one.closest('.only-read, .skip, thead')
    && (box.right > innerWidth + 1 || box.left < -1);
});
const name = one => one.tagName + '.' + one.getAttribute('class') + ': ' + one.textContent.slice(0, 60);
return {
  width: document.documentElement.scrollWidth, view: innerWidth,
  active: [...active].map(name), handlers: handlers.map(name), odd: odd.map(name),
  outside: outside.map(name), loads: performance.getEntriesByType('resource').map(r => r.name),
  ran: Object.keys(window).filter(key => key.startsWith('hostile')),
  styles: document.querySelectorAll('style').length,
  sheet: document.styleSheets.length && document.styleSheets[0].cssRules.length,
  title: document.title, heading: document.querySelectorAll('h1').length,
};
"""

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
  .then(found => done(found.violations.map(one => one.id + ': ' + one.help + ' | '
    + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)
      + ' ' + (node.any[0] ? node.any[0].message : '')).join(' | '))))
  .catch(error => done(['axe: ' + error]));
"""


class Browser:
    """A session of chromedriver."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="siglint-html-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--log-level=SEVERE"], stdout=subprocess.DEVNULL
        )
        self.wait()
        options = {
            "args": [*ARGUMENTS, f"--user-data-dir={self.profile}"],
            "binary": shutil.which("chromium") or shutil.which("google-chrome"),
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = "/session/" + session["sessionId"]

    def wait(self):
        for _ in range(100):
            try:
                if self.ask("GET", "/status")["ready"]:
                    return
            except OSError:
                time.sleep(0.1)
        self.driver.kill()
        raise SystemExit("chromedriver did not start")

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{path}: {error.read().decode()[:800]}") from error

    def post(self, path, **body):
        return self.ask("POST", self.session + path, body)

    def devtools(self, command, **parameters):
        return self.post("/goog/cdp/execute", cmd=command, params=parameters)

    def run(self, script, *arguments):
        return self.post("/execute/sync", script=script, args=list(arguments))

    def look(self, width, scheme):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=800,
                      deviceScaleFactor=1, mobile=width < 600)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.devtools("Emulation.setEmulatedMedia", features=[feature])

    def close(self):
        try:
            self.ask("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            shutil.rmtree(self.profile, ignore_errors=True)


def judge(browser, axe):
    """What is wrong with the page that is open."""
    seen = browser.run(INSPECT)
    wrong = [f"{kind}: {seen[kind][:5]}" for kind in
             ("active", "handlers", "odd", "outside", "loads", "ran") if seen[kind]]
    if seen["width"] > seen["view"]:
        wrong.append(f"scrolls sideways: {seen['width']} > {seen['view']}")
    if seen["styles"] != 1 or not seen["sheet"]:
        wrong.append("the style sheet is not taken")
    if seen["heading"] != 1 or not seen["title"]:
        wrong.append("a title and one h1 are expected")
    if axe:
        browser.run(axe)
        wrong += browser.post("/execute/async", script=AXE, args=[])
    return wrong


def photograph(browser, path, width):
    height = browser.run("return document.documentElement.scrollHeight")
    shot = browser.devtools(
        "Page.captureScreenshot", captureBeyondViewport=True,
        clip={"x": 0, "y": 0, "width": width, "height": min(height, 9000), "scale": 1})
    path.write_bytes(base64.b64decode(shot["data"]))


def look_at(browser, page, seen, axe):
    """Every width and scheme of one page, and its print."""
    wrong = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            browser.look(width, scheme)
            browser.post("/url", url=page.as_uri())
            photograph(browser, seen / f"{page.stem}-{width}-{scheme}.png", width)
            wrong += [f"{width} {scheme}: {one}" for one in judge(browser, axe)]
    (seen / f"{page.stem}.pdf").write_bytes(base64.b64decode(browser.post("/print")))
    log = browser.post("/se/log", type="browser")
    return wrong + [f"console: {entry['message'][:300]}" for entry in log]


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    axe = pathlib.Path(sys.argv[2]).read_text() if len(sys.argv) > 2 else None
    seen = folder / "seen"
    seen.mkdir(exist_ok=True)
    pages = sorted(folder.glob("*.html"))
    if not pages:
        raise SystemExit(f"no page in {folder}")
    browser, failed, start = Browser(), 0, time.monotonic()
    try:
        for page in pages:
            wrong = look_at(browser, page, seen, axe)
            failed += bool(wrong)
            print(f"{'FAILED' if wrong else 'ok'} {page.name}")
            for one in wrong:
                print(f"    {one}")
    finally:
        browser.close()
    print(f"{len(pages)} pages, {failed} failed, {time.monotonic() - start:.1f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
