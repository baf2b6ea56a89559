"""The model of kernel.ts in SimPy: processes that wait by timeouts. Prints one JSON line.

usage: kernel-simpy.py PENDING WARM_UP_EVENTS EVENTS
"""

import json
import math
import sys
import time

import simpy

TABLE = 1 << 16


def delays():
    """The same exponential delays of mean 1 as in kernel.ts, from the same generator."""
    state, table = 12345, []
    for _ in range(TABLE):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        table.append(-math.log(1 - state / 4294967296))
    return table


def waiter(env, table, index, begin):
    yield env.timeout(begin)
    while True:
        yield env.timeout(table[index])
        index = (index + 1) % TABLE


def main():
    pending, warm_up, events = (int(argument) for argument in sys.argv[1:4])
    table = delays()
    env = simpy.Environment()
    for k in range(pending):
        env.process(waiter(env, table, k * 7919 % TABLE, k / pending))
    for _ in range(pending):  # the starts
        env.step()
    env.run(until=1 + warm_up / pending)
    begin = time.process_time()
    env.run(until=1 + (warm_up + events) / pending)
    print(json.dumps({"cpu": time.process_time() - begin, "version": simpy.__version__}))


main()
