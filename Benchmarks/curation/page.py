"""Measures the page of `wwww review` in a headless browser with software rendering.

    python page.py PROGRAM CASE [--only queue,graph]

queue: from the key to the next card, and how long the store takes for the next suggestions. graph: frames
while the graph is panned, and a full redraw. Needs Playwright and Chromium, as `make page` installs them.
"""
import argparse
import pathlib
import re
import signal
import statistics
import subprocess
import time

from playwright.sync_api import sync_playwright

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("case", type=pathlib.Path)
parser.add_argument("--only", default="queue,graph")
parser.add_argument("--answers", type=int, default=60)
parser.add_argument("--chromium", default="/usr/bin/chromium")
options = parser.parse_args()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def told(values):
    return (f"median {statistics.median(values):.1f} ms, 95 % below {percentile(values, .95):.1f} ms, "
            f"longest {max(values):.1f} ms ({len(values)})")


def queue(page, address):
    began = time.monotonic()
    page.goto(address + "#/queue")
    page.wait_for_selector(".card", timeout=600_000)
    print(f"first card after {time.monotonic() - began:.1f} s")
    waits, stores = [], []
    page.on("response", lambda r: stores.append(r.request.timing) if "api/suggestions" in r.url else None)
    for i in range(options.answers):
        waits.append(page.evaluate("""async (key) => {
            const before = document.querySelector(".card");
            const began = performance.now();
            document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
            while (document.querySelector(".card") === before || !document.querySelector(".card")) {
              await new Promise((next) => requestAnimationFrame(next));
              if (performance.now() - began > 5000) break;
            }
            return performance.now() - began;
        }""", "yn"[i % 2]))
        page.wait_for_timeout(900)  # as fast as anybody answers
    print("key to next card:", told(waits))
    times = page.evaluate("""() => performance.getEntriesByType("resource")
        .filter((e) => e.name.includes("api/suggestions")).map((e) => e.duration)""")
    if len(times) > 1:
        print("next suggestions:", told(times[1:]))
    answers = page.evaluate("""() => performance.getEntriesByType("resource")
        .filter((e) => e.name.includes("api/decisions")).map((e) => e.duration)""")
    print("recording an answer:", told(answers))


def graph(page, address):
    began = time.monotonic()
    page.goto(address + "#/graph")
    page.wait_for_function("globalThis.wwwwGraph?.links.length > 0", timeout=600_000)
    print(f"graph shown after {time.monotonic() - began:.1f} s: "
          + page.evaluate("`${wwwwGraph.nodes.length} people, ${wwwwGraph.links.length} links`"))
    redraws = page.evaluate("""() => Array.from({length: 15}, () => {
        const began = performance.now(); wwwwGraph.redraw();
        wwwwGraph.canvas.getContext("2d").getImageData(0, 0, 1, 1); return performance.now() - began; })""")
    print("full redraw:", told(redraws))
    box = page.locator("canvas").bounding_box()
    page.evaluate("""() => { globalThis.frames_ = []; let last = performance.now();
        const tick = (now) => { frames_.push(now - last); last = now; if (frames_.length < 2000) requestAnimationFrame(tick); };
        requestAnimationFrame(tick); }""")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(160):
        page.mouse.move(x + 200 * ((i % 40) / 40 - .5), y + 120 * ((i % 23) / 23 - .5))
        page.wait_for_timeout(12)
    page.mouse.up()
    print("frames while panning:", told(page.evaluate("frames_.slice(5)")))


server = subprocess.Popen([options.program, "review", "--case", options.case, "--no-open", "--as", "Ada"],
                          stdout=subprocess.PIPE, text=True)
try:
    address = re.search(r"http://\S+", server.stdout.readline())[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector("main")
        base = page.url.split("#")[0]
        for what in options.only.split(","):
            {"queue": queue, "graph": graph}[what](page, base)
        browser.close()
finally:
    server.send_signal(signal.SIGINT)
    server.wait(10)
