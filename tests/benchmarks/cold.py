"""
A fresh process in which several threads answer their first request at the same moment.

`python -m tests.benchmarks.cold FOLDER` prints the statuses of the answers.
"""

import json
import sys
import threading
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.peers import Signed


def first_answers(folder: Path) -> list[str]:
    """Answer what stands in the folder's file, each request in a thread of its own."""
    app = peers.coach(folder)
    requests = json.loads((folder / "cold.json").read_text())
    begin = threading.Barrier(len(requests))
    statuses: list[str] = []

    def answer(request: Signed) -> None:
        begin.wait()
        statuses.append(peers.call(app, request)[0][:3])

    threads = [threading.Thread(target=answer, args=((body.encode(), headers),)) for body, headers in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


if __name__ == "__main__":
    print(json.dumps(first_answers(Path(sys.argv[1]))))
