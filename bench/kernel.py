"""How soon a kernel is ready, and how long its first cell takes: ours and Python's, in turn."""

import json
import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel

FIRST_CELLS = {
    "dermlab": "import { accuracyScore } from 'dermlab';\naccuracyScore([1], [1])",
    "python3": "import pandas, keras, plotly.express\n1",
}

rounds, folder = int(sys.argv[1]), sys.argv[2]
times = {name: {"ready": [], "first_cell": []} for name in FIRST_CELLS}
for _ in range(rounds):
    for name, code in FIRST_CELLS.items():
        start = time.perf_counter()
        manager, client = start_new_kernel(kernel_name=name, cwd=folder)
        times[name]["ready"].append(time.perf_counter() - start)
        start = time.perf_counter()
        reply = client.execute_interactive(code, output_hook=lambda message: None, timeout=300)
        times[name]["first_cell"].append(time.perf_counter() - start)
        assert reply["content"]["status"] == "ok", reply["content"]
        client.stop_channels()
        manager.shutdown_kernel()

medians = {
    name: {what: statistics.median(seconds) for what, seconds in of.items()}
    for name, of in times.items()
}
print(json.dumps({"rounds": rounds, "medians": medians}))
