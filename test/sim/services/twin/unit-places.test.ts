import { describe, expect, it } from 'vitest';
import { ageUntil } from '../../../../sim/services/twin/twin-vehicle.js';
import { unitPlaces } from '../../../../sim/services/twin/unit-places.js';
import { Simulation } from '../../../../src/kernel/index.js';
import { readNetwork } from '../../../../src/network/index.js';
import { files } from '../../small-run.js';
import { twinSettings, twinVehicle } from './twin-fixture.js';

const network = await readNetwork(files.network);

describe('places of units', () => {
  it('cover most road, one after the other', () => {
    const range = 300;
    const covered = (chosen: readonly { x: number; y: number }[]): number => {
      let length = 0;
      for (const link of network.links) {
        if (!link.passenger) continue;
        const [a, b] = [network.junctions[link.from], network.junctions[link.to]];
        const near = chosen.some(
          ({ x, y }) => Math.hypot((a.x + b.x) / 2 - x, (a.y + b.y) / 2 - y) <= range / 2,
        );
        if (near) length += link.length;
      }
      return length;
    };
    const ends = network.junctions.map(
      (_, index) => network.links.filter(({ passenger, to }) => passenger && to === index).length,
    );
    const crossings = network.junctions.filter((_, index) => ends[index] >= 3);
    const places = unitPlaces(twinSettings({ units: 3, unit: { range } }), network);
    for (const [i, place] of places.entries()) {
      const before = places.slice(0, i);
      const best = Math.max(...crossings.map((crossing) => covered([...before, crossing])));
      expect(covered([...before, place])).toBeCloseTo(best, 9);
    }
    expect(new Set(places.map(({ name }) => name)).size).toBe(3);
  });

  it('are those that the scenario names', () => {
    const units = [{ junction: 'B1' }, { junction: 'A1', name: 'west' }, { x: 3, y: 4, name: 'pole' }];
    const [b1, west, pole] = unitPlaces(twinSettings({ units }), network);
    const { x, y } = network.junctions[network.junctionIndex('B1') ?? -1];
    expect(b1).toEqual({ name: 'B1', x, y });
    expect(west.name).toBe('west');
    expect(pole).toEqual({ name: 'pole', x: 3, y: 4 });
  });

  it.each([
    [1000, /^scenario: twin\.units: is 1000: at most \d+, the junctions/],
    [[{ junction: 'Z9' }], /there is no junction Z9/],
    [[{ junction: 'B1' }, { x: 0, y: 0, name: 'B1' }], /two units are called B1/],
  ])('must be of the network: %j', (units, message) => {
    expect(() => unitPlaces(twinSettings({ units }), network)).toThrow(message);
  });
});

describe('the age of a twin', () => {
  it('grows with time and falls to the age of the state that was synchronised', () => {
    const vehicle = twinVehicle(new Simulation(), 0);
    ageUntil(vehicle, 4);
    // A state of time 3: the age falls from 4 to 1.
    vehicle.stateOf = 3;
    ageUntil(vehicle, 6);
    expect(vehicle.observed).toBe(6);
    expect(vehicle.ageIntegral).toBeCloseTo((4 * 4) / 2 + (1 + 3), 12);
  });
});
