"""A Jupyter client that does what it is told: a JSON object a line in, the answer a line out.

Usage: client.py KERNEL FOLDER
"""

import json
import random
import subprocess
import sys

from jupyter_client.manager import KernelManager

PATIENCE_S = 120

manager = KernelManager(kernel_name=sys.argv[1])
# A kernel that shared our standard output could make it non-blocking.
manager.start_kernel(cwd=sys.argv[2], stdout=subprocess.DEVNULL)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=PATIENCE_S)


def brief(message):
    return {
        "type": message["msg_type"],
        "content": message["content"],
        "parent": message["parent_header"].get("msg_id"),
    }


def outputs_until_idle(identities):
    """What comes on the iopub channel until each of the requests is done."""
    messages, waiting = [], set(identities)
    while waiting:
        message = client.get_iopub_msg(timeout=PATIENCE_S)
        messages.append(brief(message))
        content = message["content"]
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            waiting.discard(message["parent_header"].get("msg_id"))
    return messages


def execute(codes, interrupt_at=None, allow_stdin=False, stop_on_error=True):
    """Sends all cells at once. The stop button is pressed when a text is printed."""
    identities = [
        client.execute(code, allow_stdin=allow_stdin, stop_on_error=stop_on_error) for code in codes
    ]
    messages, waiting = [], set(identities)
    while waiting:
        message = client.get_iopub_msg(timeout=PATIENCE_S)
        messages.append(brief(message))
        content = message["content"]
        if interrupt_at and interrupt_at in json.dumps(content):
            interrupt_at = None
            manager.interrupt_kernel()
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            waiting.discard(message["parent_header"].get("msg_id"))
    replies = {}
    while not replies.keys() >= set(identities):
        message = client.get_shell_msg(timeout=PATIENCE_S)
        replies[message["parent_header"]["msg_id"]] = message["content"]
    return {
        "cells": [
            {
                "reply": replies[identity],
                "outputs": [m for m in messages if m["parent"] == identity and m["type"] != "status"],
            }
            for identity in identities
        ],
        "others": [m for m in messages if m["parent"] not in identities],
    }


def ask(kind, **arguments):
    """complete, inspect, is_complete or history."""
    identity = getattr(client, kind)(**arguments)
    while True:
        message = client.get_shell_msg(timeout=PATIENCE_S)
        if message["parent_header"]["msg_id"] == identity:
            outputs_until_idle([identity])
            return message["content"]


def malformed(count, seed):
    """Sends frames that are no message, or one that makes no sense."""
    dice = random.Random(seed)
    session = client.session
    for _ in range(count):
        channel = dice.choice([client.shell_channel, client.control_channel]).socket
        kind = dice.randrange(6)
        frames = session.serialize(session.msg("kernel_info_request"))
        if kind == 0:
            frames = [dice.randbytes(dice.randrange(64)) for _ in range(dice.randrange(1, 9))]
        elif kind == 1:
            del frames[dice.randrange(len(frames)) :]
            frames = frames or [b""]
        elif kind == 2:
            frames[dice.randrange(1, len(frames))] = dice.randbytes(dice.randrange(32))
        elif kind == 3:
            body = [b"{}", b"[]", b"null", b"{", b'"text"', b"1e999"]
            frames = [b"<IDS|MSG>", b"", *(dice.choice(body) for _ in range(4))]
            frames[1] = session.sign(frames[2:])
        elif kind == 4:
            types = ["execute_request", "complete_request", "inspect_request", "history_request"]
            types += ["is_complete_request", "comm_open", "shutdown_reply", "no_such_request", ""]
            contents = [{}, {"code": 5}, {"code": None, "cursor_pos": "x"}, {"n": "many"}]
            message = session.msg(dice.choice(types), content=dice.choice(contents))
            frames = session.serialize(message)
        else:
            message = session.msg("is_complete_request", content={"code": "x" * 100_000})
            frames = session.serialize(message)
        channel.send_multipart(frames)
    while True:
        try:
            client.get_shell_msg(timeout=2)
        except Exception:
            break
    while True:
        try:
            client.get_iopub_msg(timeout=1)
        except Exception:
            break
    return manager.is_alive()


OPERATIONS = {"execute": execute, "ask": ask, "malformed": malformed}

print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    operation = OPERATIONS[request.pop("operation")]
    print(json.dumps(operation(**request), default=str), flush=True)
client.stop_channels()
manager.shutdown_kernel()
