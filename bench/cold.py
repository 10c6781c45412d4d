"""A side that is a command: for each line on standard input it runs it once, from start to end.

What it prints is in the file that the first argument names.
"""

import json
import os
import subprocess
import sys
import time

output_file, *command = sys.argv[1:]
print(json.dumps({"facts": {}}), flush=True)
for _ in sys.stdin:
    with open(output_file, "wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    took = {
        "wallMs": wall * 1000,
        "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
        "peakMB": usage.ru_maxrss / 1024,
    }
    print(json.dumps(took), flush=True)
