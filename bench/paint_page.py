"""The one real Chromium of `bench.paint`: an agent's desk that notes when it has painted a ringing contact.

    python -m bench.paint_page ADDRESS COOKIE CHROMIUM

Prints one line of JSON when the desk stands: {"frame_ms"}; after a line on standard input another: what was
painted, [{"at": ms since 1970, "in_page": ms}]."""

from __future__ import annotations

import json
import sys

from playwright.sync_api import sync_playwright

# The page acknowledges a paint in the second frame after the row: what it says then, and when, is kept.
LISTEN = """
window.painted = [];
const really = window.fetch;
window.fetch = (address, how) => {
  if (String(address).endsWith('/painted'))
    window.painted.push({at: performance.timeOrigin + performance.now(), in_page: JSON.parse(how.body).after_ms});
  return really(address, how);
};
"""
TWO_FRAMES = """async () => {
  const frame = () => new Promise(requestAnimationFrame), times = [];
  for (let n = 0; n < 60; n++) {
    const begun = performance.now();
    await frame();
    await frame();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[30];
}"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


def main() -> None:
    address, cookie, path = sys.argv[1:4]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        context.add_cookies([{"name": "console", "value": cookie, "url": address}])
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.goto(f"{address}/desk")
        page.wait_for_selector(".bay")
        page.wait_for_timeout(1_000)
        print(json.dumps({"frame_ms": round(page.evaluate(TWO_FRAMES), 2)}), flush=True)
        sys.stdin.readline()
        print(json.dumps(page.evaluate("window.painted")), flush=True)
        chromium.close()


if __name__ == "__main__":
    main()
