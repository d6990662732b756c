"""The work, and a small loader: clients that each keep a connection and ask again at once."""

import http.client
import json
import os
import random
import time
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any
from urllib.parse import urlsplit

from benchmarks.fhir_bodies import bundle, careplan, patient

WORK = ("read", "search", "create", "transaction")
PEOPLE = 40
PLANS = 5
FHIR = "application/fhir+json"


@dataclass(frozen=True)
class Load:
    """What came of some seconds of load."""

    cpu_ms: float
    per_second: float
    p95_ms: float


def cpu_seconds(pid: int) -> float:
    """CPU of a process and all below it, with that of those that have ended."""
    parents, used = {}, {}
    for each in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{each}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(each)], used[int(each)] = int(fields[1]), sum(map(int, fields[11:15]))
    tree = {pid}
    while more := {each for each, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return sum(used.get(each, 0) for each in tree) / os.sysconf("SC_CLK_TCK")


@dataclass
class Target:
    """One server, with what was put into it. Writes go to other people than reads."""

    base: str
    pid: int
    token: str
    readers: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)

    def set_up(self) -> None:
        """Put people and plans in through the API itself, and check one answer of each kind."""
        calls = Calls(self.base, self.token)
        people = [calls.send("Patient", patient(number)) for number in range(PEOPLE)]
        cut = PEOPLE * 3 // 4
        self.readers, self.writers = people[:cut], people[cut:]
        self.plans = [
            calls.send("CarePlan", careplan(person, number))
            for person in self.readers
            for number in range(PLANS)
        ]
        found = calls.ask("GET", f"/CarePlan?patient={self.readers[0]}")
        plans = [each for each in found["entry"] if "title" in each["resource"]]
        assert len(plans) >= PLANS, found
        answered = calls.ask("POST", "/", bundle(self.writers[0]))["entry"]
        assert all(each["response"]["status"].startswith("201") for each in answered), answered
        for plan in self.plans:  # Each is drawn, and the look written down, before it counts.
            calls.ask("GET", f"/CarePlan/{plan}")

    def loaded(self, work: str, *, clients: int, seconds: float) -> Load:
        """Load it from several clients at once; say what it cost."""
        context = get_context("fork")
        before, began = cpu_seconds(self.pid), time.monotonic()
        with context.Pool(clients) as pool:
            told = pool.starmap(ask_on, [(self, work, seconds, seed) for seed in range(clients)])
        took, used = time.monotonic() - began, cpu_seconds(self.pid) - before
        every = sorted(each for some in told for each in some)
        return Load(used * 1000 / len(every), len(every) / took, every[int(len(every) * 0.95)])


def ask_on(target: Target, work: str, seconds: float, seed: int) -> list[float]:
    """One client: ask again and again; return how long each answer took, in milliseconds."""
    calls, chance, took = Calls(target.base, target.token), random.Random(seed), []
    until = time.monotonic() + seconds
    while (began := time.monotonic()) < until:
        match work:
            case "read":
                calls.ask("GET", f"/CarePlan/{chance.choice(target.plans)}")
            case "search":
                calls.ask("GET", f"/CarePlan?patient={chance.choice(target.readers)}")
            case "create":
                calls.ask("POST", "/CarePlan", careplan(chance.choice(target.writers), 1))
            case "transaction":
                calls.ask("POST", "/", bundle(chance.choice(target.writers)))
        took.append((time.monotonic() - began) * 1000)
    return took


class Calls:
    """One connection that stays open."""

    def __init__(self, base: str, token: str) -> None:
        parts = urlsplit(base)
        self.path = parts.path
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self.headers = {"Accept": FHIR, "Content-Type": FHIR}
        self.headers |= {"Authorization": token} if token else {}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        sent = json.dumps(body) if body else None
        self.connection.request(method, self.path + path, sent, self.headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {said[:500]!r}")
        return json.loads(said)

    def send(self, type: str, body: dict[str, Any]) -> str:
        """Create a resource; return its id."""
        return str(self.ask("POST", f"/{type}", body)["id"])
