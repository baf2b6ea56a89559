/** One run of this client for the TraCI benchmark: `traci-client.ts WAY STEPS SUMO-OPTIONS...`. Prints seconds as JSON. */
import { readFileSync } from 'node:fs';
import { type StreamOptions, startSumo } from '../../src/traci/index.js';

const [way, stepsText, ...args] = process.argv.slice(2);
const steps = Number(stepsText);

const ways: Readonly<Record<string, StreamOptions>> = {
  'stream exact': {},
  'stream ahead': { mode: 'ahead' },
  'stream exact, derived': { source: 'derived' },
  'stream ahead, derived': { source: 'derived', mode: 'ahead' },
  'stream exact, context': { source: 'context' },
  'stream ahead, context': { source: 'context', mode: 'ahead' },
};

/** CPU seconds of a process so far (Linux). */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const sumo = await startSumo({ args });
let count = 0;
/** CPU and vehicle-steps so far at half of the way. */
let half = { cpu: 0, count: 0 };
let done = 0;
const counted = (vehicles: number): void => {
  count += vehicles;
  if (++done !== steps >> 1) return;
  half = { cpu: cpuSince(), count };
};
const sumoBefore = cpuOf(sumo.pid);
const cpuBefore = process.cpuUsage();
const before = performance.now();
function cpuSince(): number {
  const { user, system } = process.cpuUsage(cpuBefore);
  return (user + system) / 1e6;
}
if (way in ways) {
  const variables = ['position', 'speed', 'roadID', 'lanePosition'] as const;
  for await (const step of sumo.vehicles.stream(variables, { ...ways[way], count: steps }))
    counted(step.count);
} else if (way === 'getters together') {
  for (let i = 0; i < steps; i++) {
    await sumo.simulationStep();
    const ids = await sumo.vehicle.getIDList();
    counted((await Promise.all(ids.map((id) => sumo.vehicle.getSpeed(id)))).length);
  }
} else if (way === 'steps') {
  for (let i = 0; i < steps; i++) await sumo.simulationStep();
} else if (way === 'steps ahead') {
  for await (const _ of sumo.steps({ count: steps, ahead: 8 }));
} else {
  throw new Error(`no such way: ${way}`);
}
const wall = (performance.now() - before) / 1000;
const client = cpuSince();
const steady = count > half.count ? (client - half.cpu) / (count - half.count) : 0;
const result = { wall, client, sumo: cpuOf(sumo.pid) - sumoBefore, count, steady };
await sumo.close();
process.stdout.write(JSON.stringify(result));
