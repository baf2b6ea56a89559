import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const env = { ...process.env, SUMO_HOME: process.env.SUMO_HOME ?? '/usr/share/sumo' };

/** A folder for one test file, and SUMO runs in it on a 3 x 3 grid with signals. */
export interface GridTraffic {
  readonly folder: string;
  readonly file: (name: string) => string;
  readonly sumo: (args: readonly string[]) => void;
  readonly remove: () => void;
}

/** Makes the grid, and crossing flows through it: `perHour` vehicles on each of eight relations for five minutes. */
export function gridTraffic(perHour = 240): GridTraffic {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-grid-'));
  const file = (name: string): string => join(folder, name);
  const run = (command: string, args: readonly string[]): void => {
    execFileSync(command, [...args], { env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  run('netgenerate', [
    ...['--grid', '--grid.number', '3', '--grid.length', '150', '--grid.attach-length', '150'],
    ...['--default-junction-type', 'traffic_light', '-o', 'grid.net.xml'],
  ]);
  const relations = [
    ['left0A0', 'C0right0'],
    ['left1A1', 'C1right1'],
    ['right2C2', 'A2left2'],
    ['bottom0A0', 'A2top0'],
    ['bottom1B0', 'C2right2'],
    ['top2C2', 'C0bottom2'],
    ['left0A0', 'B2top1'],
    ['right1C1', 'A1left1'],
  ];
  const flows = relations.map(
    ([from, to], i) =>
      `<flow id="f${i}" begin="${i}" end="300" probability="${perHour / 3600}" from="${from}" to="${to}"/>`,
  );
  writeFileSync(file('traffic.rou.xml'), `<routes>\n${flows.join('\n')}\n</routes>\n`);
  return {
    folder,
    file,
    sumo: (args) =>
      run('sumo', [
        ...['-n', 'grid.net.xml', '-r', 'traffic.rou.xml', '--no-step-log', '--no-warnings'],
        ...(args.includes('--seed') ? args : ['--seed', '7', ...args]),
      ]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
