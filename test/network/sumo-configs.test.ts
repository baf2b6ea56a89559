import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readNetwork, readRoutes } from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';

describe.each([
  { name: 'manhattan', routes: 4000 },
  { name: 'beijing', routes: 4000 },
  { name: 'grid3', routes: 200 },
])('sumo-configs/$name', ({ name, routes: atLeast }) => {
  const file = (suffix: string): string => `sumo-configs/${name}/${name}.${suffix}`;

  it('has a pool of distinct, connected routes for cars and a demand that drives them', async () => {
    const network = await readNetwork(file('net.xml'));
    const { routes, vehicles } = await readRoutes(file('rou.xml'), network);
    expect(vehicles).toHaveLength(0);
    expect(routes.length).toBeGreaterThan(atLeast);
    expect(new Set(routes.map((route) => route.links.join())).size).toBe(routes.length);
    expect(routes.every((route) => route.links.every((link) => network.links[link].passenger))).toBe(true);
    // Every link that is long enough to matter is used by somebody.
    const used = new Set(routes.flatMap((route) => [...route.links]));
    expect(used.size / network.links.length).toBeGreaterThan(0.95);
    const demand = await readFile(file('demand.rou.xml'), 'utf8');
    const references = [...demand.matchAll(/ route="r(\d+)"/g)].map((match) => Number(match[1]));
    expect(references.length).toBeGreaterThan(50);
    expect(Math.max(...references)).toBeLessThan(routes.length);
  });

  it('opens in plain SUMO and nobody is stuck', async () => {
    const output = await runSumoTool('sumo', [
      ...[
        '--configuration-file',
        file('sumocfg'),
        '--end',
        '300',
        '--no-step-log',
        '--duration-log.statistics',
      ],
    ]);
    expect(output).not.toMatch(/Warning|Error|Teleport/);
    const inserted = Number(/Inserted: (\d+)/.exec(output)?.[1] ?? 0);
    expect(inserted).toBeGreaterThan(20);
    const speed = Number(/ Speed: ([\d.]+)/.exec(output)?.[1] ?? 0);
    expect(speed).toBeGreaterThan(4);
  });
});

describe('the networks', () => {
  it('carry no date, so that making them again gives the same files', async () => {
    for (const name of ['manhattan', 'beijing', 'grid3']) {
      expect(await readFile(`sumo-configs/${name}/${name}.net.xml`, 'utf8')).not.toContain('<!--');
    }
  });

  it('manhattan runs one way on its avenues and streets, both ways on its arterials', async () => {
    const { links } = await readNetwork('sumo-configs/manhattan/manhattan.net.xml');
    const pairs = new Set(links.map((link) => `${link.from} ${link.to}`));
    const twoWay = links.filter((link) => pairs.has(`${link.to} ${link.from}`));
    expect(new Set(twoWay.map((link) => link.name))).toEqual(
      new Set(['Avenue 4', 'Avenue 12', 'Street 5', 'Street 14', 'Street 23']),
    );
    expect(twoWay.every((link) => link.type === 'arterial')).toBe(true);
    expect(links.filter((link) => link.type !== 'arterial')).toHaveLength(links.length - twoWay.length);
  });
});
