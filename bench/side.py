"""Python's side of a task: a process that runs one burst of work for each line on standard input.

    from side import args, per_burst, serve
    serve({"mode": "default"}, lambda: work(per_burst))

Our side is in side.mjs and speaks the same.
"""

import json
import os
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# Units of work in one burst, and the script's arguments, as the task says.
per_burst = int(sys.argv[-1])
args = sys.argv[1:-1]


def serve(facts, run, units=per_burst):
    """Prints the facts, then answers each line with what one burst took.

    Milliseconds a unit, and the most memory the process has ever held. What `run` gives, a number
    or a list of numbers, is the check: the other side must come to the same.
    """
    print(json.dumps({"facts": facts}), flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        check = run()
        took = {
            "wallMs": (time.perf_counter() - wall) * 1000 / units,
            "cpuMs": (time.process_time() - cpu) * 1000 / units,
            "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "check": check,
        }
        print(json.dumps(took), flush=True)
