// One replication of a scenario with its travel-time model at hand, for scripts/bench/cosimulation.ts to time from outside:
//   node --import tsx scripts/bench/one-replication.ts SCENARIO CACHE          the co-simulation
//   node --import tsx scripts/bench/one-replication.ts SCENARIO CACHE FOLDER   writes its demand there and prints bare SUMO's arguments

import { replicationSeed, runReplication } from '../../sim/execution/replication.js';
import { learnTravelTimes } from '../../sim/probes/learn-travel-times.js';
import { prepareDemand, readRoutePool, sumoSeed } from '../../sim/traffic/demand.js';
import { sumoArguments } from '../../sim/traffic/sumo-arguments.js';
import { readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';

const [file, cache, folder] = process.argv.slice(2);
const { scenario } = await loadScenario(file);
const network = await readNetwork(scenario.traffic.network);
const pool = await readRoutePool(scenario.traffic, network);
if (folder === undefined) {
  const { model } = await learnTravelTimes({
    scenario,
    network,
    pool,
    sumo: await sumoVersion(),
    jobs: 2,
    cache,
  });
  const { campaign } = await runReplication(0, { scenario, network, pool, model });
  process.stdout.write(`${campaign.bidders.length} vehicles followed\n`);
} else {
  const random = new RandomStreams(replicationSeed(scenario, 0));
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  const end = scenario.traffic.warmUp + scenario.traffic.duration;
  const args = [...sumoArguments(scenario.traffic, demand, sumoSeed(random)), '--end', String(end)];
  process.stdout.write(JSON.stringify(args));
}
