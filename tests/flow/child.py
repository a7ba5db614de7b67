"""A process of its own that collects or watches until it ends or is killed.

python child.py collect JOURNAL ACCOUNTS
python child.py watch JOURNAL QUEUE
"""

import sys
import threading
from datetime import timedelta
from pathlib import Path

import boto3
from flow_world import REGION, documents_of, newest_of, now

from modelgov.collect.aws import Access, Door
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.events.queue import open_queue
from modelgov.flow.collect import Parts, Wish, collect, run_id
from modelgov.flow.notice import Outside
from modelgov.flow.watch import Pace, watch
from modelgov.lake.journal import Journal

HUB_REGION = "us-east-1"


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(verb: str, path: str, named: str) -> None:
    journal = Journal(Path(path))
    access = Access(
        role_name=READER_ROLE, external_id="", hub_region=HUB_REGION, attempts=5, threads=4, rate=1000
    )
    door = Door(boto3.Session(), access)
    documents = documents_of(journal)
    if verb == "collect":
        say("ready")
        parts = Parts(
            door=door,
            journal=journal,
            clock=now,
            documents=documents,
            newest=newest_of(journal),
            progress=say,
        )
        wish = Wish(
            accounts=tuple(named.split(",")),
            regions=(REGION,),
            threads=4,
            overlap=timedelta(minutes=10),
            horizon=timedelta(days=400),
            metric_horizon=timedelta(days=2),
            full=False,
        )
        collect(parts, wish)
        return
    queue = open_queue(
        door.client("sqs", GOVERNANCE, HUB_REGION), name=named, account_id=GOVERNANCE, region=HUB_REGION
    )
    say("ready")
    outside = Outside(door=door, journal=journal, clock=now, documents=documents, run=run_id(now()))
    watch(outside, queue, threading.Event(), Pace(threads=4, wait_seconds=1, tell=say))


if __name__ == "__main__":
    main(*sys.argv[1:])
