import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFolder } from '../../scripts/networks/build-folder.js';
import { grid3 } from '../../scripts/networks/grid3.js';
import { greenStart, setOffsets, signalPrograms } from '../../scripts/networks/signals.js';
import { planStreets, type Street } from '../../scripts/networks/street-plan.js';

const KIND = { type: 'street', lanes: 1, speed: 10, priority: 4 };

describe('planStreets', () => {
  const cross: Street[] = [
    {
      id: 'ew',
      name: 'East-West',
      class: KIND,
      points: [
        [116, 39.9],
        [116.01, 39.9],
      ],
    },
    {
      id: 'ns',
      name: 'North-South',
      class: KIND,
      oneWay: true,
      points: [
        [116.005, 39.905],
        [116.005, 39.895],
      ],
    },
  ];

  it('cuts streets where they cross', () => {
    const { nodes, edges } = planStreets(cross, 4);
    expect(nodes.find((node) => node.id === 'ew_ns')).toMatchObject({
      type: 'traffic_light',
      x: 116.005,
      y: 39.9,
    });
    expect(nodes).toHaveLength(5);
    expect(edges.map((edge) => edge.id)).toEqual(['ew.0', '-ew.0', 'ew.1', '-ew.1', 'ns.0', 'ns.1']);
    expect(edges.filter((edge) => edge.to === 'ew_ns').map((edge) => edge.from)).toEqual([
      'ew_begin',
      'ew_end',
      'ns_begin',
    ]);
  });

  it('lets streets of different levels pass', () => {
    const { nodes, edges } = planStreets([cross[0], { ...cross[1], level: 1 }], 4);
    expect(nodes).toHaveLength(4);
    expect(edges).toHaveLength(3);
  });

  it('lets a street that ends a few metres off another end on it, and lanes give way', () => {
    const lane: Street = {
      id: 'lane',
      name: 'Lane',
      class: { ...KIND, priority: 1 },
      points: [
        [116.002, 39.9001],
        [116.002, 39.903],
      ],
    };
    const { nodes, edges } = planStreets([cross[0], lane], 4);
    expect(nodes.find((node) => node.id === 'ew_lane')).toMatchObject({ type: 'priority', y: 39.9 });
    expect(edges.find((edge) => edge.id === 'lane.0')).toMatchObject({ from: 'ew_lane', to: 'lane_end' });
  });
});

describe('signals', () => {
  const NET = `<net>
    <tlLogic id="x" type="static" programID="0" offset="0">
        <phase duration="40" state="GGr"/><phase duration="5" state="yyr"/><phase duration="45" state="rrG"/>
    </tlLogic>
    <connection from="st1" to="st2" fromLane="0" toLane="0" tl="x" linkIndex="0" dir="s" state="o"/>
    <connection from="av1" to="st2" fromLane="0" toLane="0" tl="x" linkIndex="1" dir="r" state="o"/>
    <connection from="av1" to="av2" fromLane="0" toLane="0" tl="x" linkIndex="2" dir="s" state="o"/>
</net>`;

  it('know when an approach gets green, and are shifted', () => {
    const [program] = signalPrograms(NET);
    expect(greenStart(program, (edge) => edge.startsWith('av'))).toBe(45);
    expect(greenStart(program, (edge) => edge.startsWith('st'))).toBe(0);
    expect(greenStart(program, () => false)).toBeUndefined();
    expect(setOffsets(NET, () => 17)).toContain('programID="0" offset="17"');
    expect(setOffsets(NET, () => undefined)).toBe(NET);
  });

  it('of manhattan let a wave of green run along the avenues at 10 m/s', async () => {
    const programs = new Map(
      signalPrograms(await readFile('sumo-configs/manhattan/manhattan.net.xml', 'utf8')).map((p) => [
        p.id,
        p,
      ]),
    );
    expect(programs.size).toBe(416);
    const green = (avenue: number, street: number): number => {
      const program = programs.get(`a${avenue}s${street}`);
      if (program === undefined) throw new Error(`no signal at avenue ${avenue}, street ${street}`);
      return (program.offset + (greenStart(program, (edge) => edge.startsWith('av')) ?? Number.NaN)) % 90;
    };
    for (let street = 1; street < 26; street++) {
      expect((green(1, street + 1) - green(1, street) + 90) % 90).toBe(8);
      expect((green(2, street) - green(2, street + 1) + 90) % 90).toBe(8);
    }
  });
});

describe('buildFolder', () => {
  it('makes the same files each time', async () => {
    const roots = [
      await mkdtemp(join(tmpdir(), 'bidlane-test-')),
      await mkdtemp(join(tmpdir(), 'bidlane-test-')),
    ];
    const plan = { ...grid3(), pool: { ...grid3().pool, trips: 100 } };
    for (const root of roots) await buildFolder(plan, root);
    const names = await readdir(join(roots[0], 'grid3'));
    expect(names).toHaveLength(5);
    for (const name of names) {
      const [a, b] = await Promise.all(roots.map((root) => readFile(join(root, 'grid3', name), 'utf8')));
      expect(a).toBe(b);
    }
    for (const root of roots) await rm(root, { recursive: true });
  });
});
