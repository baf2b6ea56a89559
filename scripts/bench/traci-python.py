"""The other clients of the TraCI benchmark: SUMO's own Python client and libsumo. Prints seconds as JSON."""
import json
import os
import resource
import subprocess
import sys
import time

way, steps, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]


def bare(end):
    """Wall and CPU seconds of SUMO on its own until a time."""
    before, used = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command + ["--end", str(end)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.time() - before, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime


if way == "bare":
    # What loading costs is measured by stopping after the first step.
    begin = int(os.environ["BEGIN"])
    loading, whole = bare(begin + 1), bare(begin + 1 + steps)
    json.dump({"wall": whole[0] - loading[0], "client": 0, "sumo": whole[1] - loading[1], "count": 0, "steady": 0}, sys.stdout)
    sys.exit()
if way.startswith("libsumo"):
    import libsumo as traci
else:
    sys.path.insert(0, os.path.join(os.environ["SUMO_HOME"], "tools"))
    import traci
from_constants = traci.constants
VARIABLES = [
    from_constants.VAR_POSITION,
    from_constants.VAR_SPEED,
    from_constants.VAR_ROAD_ID,
    from_constants.VAR_LANEPOSITION,
]


def cpu_of(pid):
    if pid is None:
        return 0.0
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


answer, sys.stdout = sys.stdout, sys.stderr
if way.startswith("libsumo"):
    traci.start(command)
    pid = None
else:
    traci.start(command, stdout=open(os.devnull, "w"))
    pid = traci.getConnection()._process.pid

known = set()
if way.endswith("subscriptions"):
    for vehicle in traci.vehicle.getIDList():
        traci.vehicle.subscribe(vehicle, VARIABLES)
    traci.simulation.subscribe([from_constants.VAR_DEPARTED_VEHICLES_IDS])

count = 0
before, client, sumo = time.time(), time.process_time(), cpu_of(pid)
for _ in range(steps):
    traci.simulationStep()
    if way.endswith("subscriptions"):
        departed = traci.simulation.getSubscriptionResults()[from_constants.VAR_DEPARTED_VEHICLES_IDS]
        for vehicle in departed:
            traci.vehicle.subscribe(vehicle, VARIABLES)
        for values in traci.vehicle.getAllSubscriptionResults().values():
            count += 1
    elif way.endswith("getters") or way.endswith("speed"):
        for vehicle in traci.vehicle.getIDList():
            traci.vehicle.getSpeed(vehicle)
            if way.endswith("getters"):
                traci.vehicle.getPosition(vehicle)
                traci.vehicle.getRoadID(vehicle)
                traci.vehicle.getLanePosition(vehicle)
            count += 1
wall = time.time() - before
result = {"wall": wall, "client": time.process_time() - client, "sumo": cpu_of(pid) - sumo, "count": count, "steady": 0}
traci.close()
json.dump(result, answer)
