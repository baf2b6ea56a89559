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
const sumoBefore = cpuOf(sumo.pid);
const cpuBefore = process.cpuUsage();
const before = performance.now();
if (way in ways) {
  const variables = ['position', 'speed', 'roadID', 'lanePosition'] as const;
  for await (const step of sumo.vehicles.stream(variables, { ...ways[way], count: steps }))
    count += step.count;
} else if (way === 'getters together') {
  for (let i = 0; i < steps; i++) {
    await sumo.simulationStep();
    const ids = await sumo.vehicle.getIDList();
    count += (await Promise.all(ids.map((id) => sumo.vehicle.getSpeed(id)))).length;
  }
} else if (way === 'steps') {
  for (let i = 0; i < steps; i++) await sumo.simulationStep();
} else if (way === 'steps ahead') {
  for await (const _ of sumo.steps({ count: steps, ahead: 8 }));
} else {
  throw new Error(`no such way: ${way}`);
}
const wall = (performance.now() - before) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const result = { wall, client: (user + system) / 1e6, sumo: cpuOf(sumo.pid) - sumoBefore, count };
await sumo.close();
process.stdout.write(JSON.stringify(result));
