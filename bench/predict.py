"""Runs `dermlab predict` and keras_predict.py in turn, cold, and prints what each took as JSON."""

import json
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
rounds, data, model, folder = int(sys.argv[1]), *sys.argv[2:5]

COMMANDS = {
    "dermlab": [
        "node", f"{ROOT}/lib/bin/dermlab.js", "predict",
        "--data", data, "--model", model, "--out", f"{folder}/dermlab.json",
    ],
    "keras": [
        sys.executable, f"{ROOT}/bench/keras_predict.py", data, model, f"{folder}/keras.json",
    ],
}  # fmt: skip


def run(command):
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return {
        "wall_s": time.perf_counter() - start,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


measured = {side: [] for side in COMMANDS}
for number in range(rounds):
    for side in sorted(COMMANDS, reverse=number % 2 == 1):
        measured[side].append(run(COMMANDS[side]))

files = {side: json.load(open(f"{folder}/{side}.json"))["predictions"] for side in COMMANDS}
differences = [
    abs(ours["probabilities"][label] - theirs["probabilities"][label])
    for ours, theirs in zip(files["dermlab"], files["keras"], strict=True)
    for label in ours["probabilities"]
]
print(json.dumps({"measured": measured, "rows": len(files["keras"]), "largest": max(differences)}))
