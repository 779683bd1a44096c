"""How the reading room answers while another program reads into its archive.

    python benchmarks/beside.py [SECONDS]

20 requests a second for SECONDS (60) beside `dragoman read -j 2`, from when its first readings are in the archive: how
long they took, how many failed, and the load of the machine, of which this makes three by itself.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import world

RATE = 20  # requests a second
FIRST = 20  # reports that are in the archive before
PAGES = ("/info", "/events", "/reports", "/actors", "/conflicts", "/commitments", "/decisions", "/search?q=talks")


def main(seconds: float) -> int:
    """Measure and print; 1 where a request failed or p99 is a second and more."""
    with tempfile.TemporaryDirectory() as folder:
        archive, rows = Path(folder, "a.duckdb"), Path(folder, "a.jsonl")
        made = world.make(4000, 11).reports
        lines = [json.dumps({"text": w.text, "publisher": w.publisher, "published": str(w.published)}) for w in made]
        rows.write_text("\n".join(lines))
        some = Path(folder, "some.jsonl")
        some.write_text("\n".join(lines[:FIRST]))
        subprocess.run(command("read", str(some), "--archive", str(archive)), check=True, capture_output=True)
        server = subprocess.Popen(
            command("serve", "--port", "0", "--archive", str(archive)), stderr=subprocess.PIPE, text=True
        )
        assert server.stderr is not None
        address = server.stderr.readline().partition("open at ")[2].split()[0].rstrip("/")
        threading.Thread(target=server.stderr.read, daemon=True).start()
        run = subprocess.Popen(
            command("read", str(rows), "--archive", str(archive), "-j", "2"), stderr=subprocess.DEVNULL
        )
        try:
            return report(asked(address, seconds), goes_on=run.poll() is None)
        finally:
            run.kill()
            server.kill()


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "dragoman.cli", *args]


def asked(address: str, seconds: float) -> list[tuple[float, int, str]]:
    """The time, status and path of every request."""
    found: list[tuple[float, int, str]] = []
    rng = random.Random(1)
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client, ThreadPoolExecutor(64) as threads:
        until = time.monotonic() + 600
        while (before := kept(client)) <= FIRST:
            assert time.monotonic() < until
            time.sleep(0.5)
        reports = client.get("/reports").json()["items"]
        paths = [*PAGES, *(f"/reports/{r['article']}" for r in reports)]

        def ask(path: str) -> None:
            began = time.monotonic()
            try:
                status = client.get(path).status_code
            except httpx.HTTPError:
                status = 0
            found.append((time.monotonic() - began, status, path))

        def correct() -> None:
            article = rng.choice(reports)["article"]
            event = next(iter(client.get(f"/reports/{article}").json()["events"]), None)
            if event is None:
                return
            began = time.monotonic()
            decision = {"kind": "recode", "account": f"{article}:{event}", "type": rng.choice(["CONSULT", "ACCUSE"])}
            status = client.post("/decisions", json={"decision": decision}).status_code
            found.append((time.monotonic() - began, status, "POST /decisions"))

        began = time.monotonic()
        for number in range(int(seconds * RATE)):
            time.sleep(max(0.0, began + number / RATE - time.monotonic()))
            threads.submit(ask, rng.choice(paths))
            if number % (10 * RATE) == 0:
                threads.submit(correct)
        print(f"{before} reports in the record at first, {kept(client)} in the end")
    return found


def kept(client: httpx.Client) -> int:
    """How many reports the record has."""
    answer = client.get("/info")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["counts"]["reports"])


def report(found: list[tuple[float, int, str]], *, goes_on: bool) -> int:
    questions = sorted(took for took, _, path in found if not path.startswith("POST"))
    failed = [(status, path) for _, status, path in found if status not in {200, 201}]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    corrections = [round(took, 2) for took, _, path in found if path.startswith("POST")]
    p50, p99 = (questions[int(len(questions) * share)] for share in (0.5, 0.99))
    print(f"{len(questions)} questions beside a run {'that went on' if goes_on else 'that ended'}")
    print(f"p50 {p50:.3f} s, p99 {p99:.3f} s, longest {questions[-1]:.3f} s, {len(failed)} failed {failed[:3]}")
    print(f"corrections took {corrections} s; load {load} on {len(os.sched_getaffinity(0))} processors")
    return int(bool(failed) or p99 >= 1)


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if sys.argv[1:] else 60))
