import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Scenario, type TrafficSettings, withModules } from '../../src/scenario/index.js';

/** SHA-256 of the content of a file, in hexadecimal digits. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** SHA-256 of the files that a demand consists of: the pool of routes, or the vehicles with what is loaded before them. */
export async function hashOfDemand(demand: TrafficSettings['demand']): Promise<string> {
  if ('routes' in demand) return hashOfFile(demand.routes);
  const file = await hashOfFile(demand.file);
  if (demand.additional === undefined) return file;
  const both = `${await hashOfFile(demand.additional)}\n${file}`;
  return createHash('sha256').update(both).digest('hex');
}

/** A scenario with the content hashes of its files in place of their paths: the same on every machine and in every clone. */
export async function scenarioByContent(scenario: Scenario): Promise<object> {
  const { traffic } = scenario;
  const { demand } = traffic;
  const network = await hashOfFile(traffic.network);
  const byContent =
    'routes' in demand
      ? { ...demand, routes: await hashOfFile(demand.routes) }
      : { file: await hashOfDemand(demand) };
  const crowdsourcing = await withModules(scenario.crowdsourcing, hashOfFile);
  return { ...scenario, traffic: { ...traffic, network, demand: byContent }, crowdsourcing };
}
