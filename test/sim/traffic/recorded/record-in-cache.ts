// One of several processes that want the same traffic: record-in-cache.ts CACHE SEED
import { readRoutePool } from '../../../../sim/traffic/demand.js';
import { recordedTraffic, trafficCache } from '../../../../sim/traffic/recorded/traffic-cache.js';
import { readNetwork } from '../../../../src/network/index.js';
import { sumoVersion } from '../../../../src/sumo/index.js';
import { smallScenario } from './cached-scenario.js';

const [, , cache, seed] = process.argv;
const scenario = smallScenario(Number(seed));
const network = await readNetwork(scenario.traffic.network);
const pool = await readRoutePool(scenario.traffic, network);
let steps = 0;
const file = await recordedTraffic(scenario, 0, trafficCache(cache), {
  network,
  pool,
  sumo: await sumoVersion(),
  onStep: () => steps++,
});
process.stdout.write(JSON.stringify({ file, steps }));
