import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { complete } from '../../src/cli/traci-completion.js';
import { runRepl } from '../../src/cli/traci-repl.js';
import { makeScope, type Scope } from '../../src/cli/traci-scope.js';
import { runScript } from '../../src/cli/traci-script.js';
import { findSumoHome } from '../../src/sumo/index.js';
import { findSumo, startSumo } from '../../src/traci/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = 'sumo-configs/grid3/grid3.sumocfg';
const program = [process.execPath, '--import', 'tsx', 'src/cli/main.ts', 'traci'];

async function withScope(use: (scope: Scope) => Promise<void>): Promise<void> {
  const session = await startSumo({ args: ['-c', `${root}${config}`, '--seed', '1'] });
  try {
    await use(makeScope(session));
  } finally {
    if (session.connected) await session.close();
  }
}

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n')) {
    await Promise.resolve();
    yield line;
  }
}

/** The JSON values that a script writes. */
async function valuesOf(scope: Scope, script: string): Promise<unknown[]> {
  const written: string[] = [];
  await runScript(scope, linesOf(script), (text) => {
    written.push(text);
    return Promise.resolve();
  });
  for (const line of written) expect(line).toMatch(/^[^\n]*\n$/);
  return written.map((line) => JSON.parse(line) as unknown);
}

describe('the script mode', () => {
  it('awaits values, arrays of promises and variables, and writes a line for each value', () =>
    withScope(async (scope) => {
      const script = `
        step(60)
        const ids = vehicle.getIDList();
        speeds = ids.map((id) => vehicle.getSpeed(id))
        speeds.length === ids.length && ids.length > 0 && speeds.every((speed) => speed >= 0)
        for (const id of ids) {
          vehicle.setMaxSpeed(id,
            5)
        }
        function slowest(list) { return Math.min(...list) }
        slowest(await Promise.all(ids.map((id) => vehicle.getMaxSpeed(id))))
        const { api } = sumo.version
        api === sumo.version.api
        const counts = simulation.subscribe(['departedNumber'])
        step()
        simulation.getSubscriptionResults()
        new Map([['a', new Int32Array([1, 2])]])
        // nothing`;
      const { session } = scope;
      const values = await valuesOf(scope, script);
      expect(values).toEqual([
        60,
        expect.any(Array),
        true,
        5,
        true,
        61,
        { departedNumber: expect.any(Number) as number },
        { a: [1, 2] },
      ]);
      expect(session.connected).toBe(false);
    }));

  it.each([
    [
      'step(2)\n\nvehicle.getSpeed("nobody")\nstep(1)',
      /^standard input:3: vehicle.getSpeed\("nobody"\): SUMO refuses/,
    ],
    ['vehicle.getSpead("v0")', /^standard input:1: TypeError: .* did you mean getSpeed\?$/],
    ['vehicel.getIDList()', /^standard input:1: ReferenceError: .* did you mean vehicle\?$/],
    ['step(1.5)', /^standard input:1: step: is asked for 1.5 steps: a whole number/],
    [
      'step(2)\nfor (const a of [1]) {\nstep(1)',
      /^standard input:2: the command that begins here does not end$/,
    ],
    ['step(2))', /^standard input:1: SyntaxError/],
    [
      '["x", "y"].forEach((id) => vehicle.setSpeed(id, 1))',
      /^standard input:1: vehicle.setSpeed\("x"\): SUMO refuses/,
    ],
    ['step(1)\nthrow "up"', /^standard input:2: thrown: 'up'$/],
  ])('ends at the first error: %j', (script, message) =>
    withScope(async (scope) => {
      await expect(valuesOf(scope, script)).rejects.toThrow(message);
    }),
  );
});

describe('the scope', () => {
  it('knows the arguments of every method of every domain', () =>
    withScope((scope) => {
      expect([...scope.domains.keys()]).toHaveLength(24);
      for (const { methods } of scope.domains.values()) {
        for (const names of methods.values())
          for (const name of names) expect(name).toMatch(/^[a-zA-Z]\w*\??$/);
      }
      const vehicle = scope.domains.get('vehicle')?.methods;
      expect(vehicle?.get('getIDList')).toEqual([]);
      expect(vehicle?.get('getSpeed')).toEqual(['objectID']);
      expect(vehicle?.get('setMaxSpeed')).toEqual(['objectID', 'value']);
      expect(vehicle?.get('couldChangeLane')).toEqual(['vehicleID', 'direction', 'state']);
      expect(vehicle?.has('ask')).toBe(false);
      return Promise.resolve();
    }));
});

describe('completion', () => {
  it('completes domains, methods, ids, variables and topics of help', () =>
    withScope(async (scope) => {
      await scope.session.simulationStep(30);
      const ids = await scope.session.vehicle.getIDList();
      expect(ids.length).toBeGreaterThan(0);
      expect(await complete('x = veh', scope)).toEqual([['vehicle', 'vehicletype'], 'veh']);
      const [methods, part] = await complete('await lane.getMax', scope);
      expect([methods, part]).toEqual([['lane.getMaxSpeed'], 'lane.getMax']);
      expect(await complete('vehicle.getSpeed(', scope)).toEqual([ids.map((id) => `'${id}'`), '']);
      expect(await complete(`vehicle.getSpeed("${ids[0]}`, scope)).toEqual([
        ids.filter((id) => id.startsWith(ids[0])).map((id) => `"${id}"`),
        `"${ids[0]}`,
      ]);
      expect(await complete('vehicle.getIDCount(', scope)).toEqual([[], '']);
      expect(await complete('simulation.getDeltaT(', scope)).toEqual([[], '']);
      expect(await complete('.help vehicl', scope)).toEqual([['vehicle', 'vehicletype'], 'vehicl']);
      scope.context.speeds = [1, 2];
      expect(await complete('spee', scope)).toEqual([['speeds'], 'spee']);
      expect((await complete('speeds.findL', scope))[0]).toContain('speeds.findLast');
      expect(await complete('say("veh', scope)).toEqual([[], '']);
    }));
});

/** A REPL on streams: what it writes, and a way to wait for a text. */
function typing(scope: Scope) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  let arrived: (() => void) | undefined;
  output.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    arrived?.();
  });
  const ended = runRepl(scope, { input, output, terminal: false });
  const until = async (expected: string): Promise<void> => {
    while (!text.includes(expected)) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    text = text.slice(text.indexOf(expected) + expected.length);
  };
  return { input, ended, until };
}

describe('the prompt', () => {
  it('goes on after errors, keeps the order of pasted lines, and ends SUMO in order', () =>
    withScope(async (scope) => {
      const { input, ended, until } = typing(scope);
      input.write(
        'step(3)\nfor (const i of [1, 2]) {\nawait step(i)\n}\nvehicle.getSpeed("nobody")\nsimulation.getTime()\n',
      );
      await until('traci> 3\n');
      await until(`error: vehicle.getSpeed("nobody"): SUMO refuses: Vehicle 'nobody' is not known.\n`);
      await until('6\n');
      input.write('.help busstop\n');
      await until('busstop.getVehicleCount(objectID)\n');
      input.write('.help nothing\n');
      await until('there is no domain nothing');
      input.end();
      await ended;
      expect(scope.session.connected).toBe(false);
    }));

  it('tells that SUMO was killed while nobody asked it anything', () =>
    withScope(async (scope) => {
      const { input, ended, until } = typing(scope);
      const failure = expect(ended).rejects.toThrow(
        /^SUMO closed the connection \(SUMO was ended by SIGKILL\)/,
      );
      input.write('step(3)\n');
      await until('3\n');
      process.kill(scope.session.pid ?? 0, 'SIGKILL');
      await failure;
    }));

  it('tells which command SUMO did not survive', () =>
    withScope(async (scope) => {
      const { input, ended, until } = typing(scope);
      const failure = expect(ended).rejects.toThrow(/^simulationStep: SUMO closed the connection/);
      input.write('step(1)\n');
      await until('1\n');
      process.kill(scope.session.pid ?? 0, 'SIGSTOP');
      input.write('step(1000000)\n');
      await new Promise((resolve) => setImmediate(resolve));
      process.kill(scope.session.pid ?? 0, 'SIGKILL');
      await failure;
    }));

  it('ends when the person closes the session', () =>
    withScope(async (scope) => {
      const { input, ended } = typing(scope);
      input.write('sumo.close()\n');
      await ended;
    }));
});

const run = (args: readonly string[], input: string) =>
  spawnSync(program[0], [...program.slice(1), ...args], { cwd: root, input, encoding: 'utf8' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('bidlane traci', () => {
  it('starts a SUMO with further options and runs a script', () => {
    const { status, stdout, stderr } = run(
      [config, '--', '--begin', '100'],
      'simulation.getTime()\nstep(2)\n',
    );
    expect([status, stdout, stderr]).toEqual([0, '100\n102\n', '']);
  });

  it('fails with status 1 at the first error of a script, and keeps what was printed before', () => {
    const { status, stdout, stderr } = run([config], 'step(2)\nvehicle.getSpeed("v")\nstep(2)\n');
    expect([status, stdout]).toEqual([1, '2\n']);
    expect(stderr).toMatch(/^error: standard input:2: vehicle.getSpeed\("v"\): SUMO refuses: [^\n]*\n$/);
  });

  it.each([
    [[], 'error: command line: names no SUMO: '],
    [['nowhere.sumocfg'], 'error: nowhere.sumocfg: there is no such file: '],
    [['--port', '9', config], 'error: --port: is given together with '],
    [['--port', '70000'], 'error: --port: is 70000: '],
    [['--host', 'a', config], 'error: --host: is given without --port: '],
  ])('refuses %j with status 2', (args, message) => {
    const { status, stdout, stderr } = run(args, '');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(message)).toBe(true);
  });

  it('connects to a SUMO that runs, which ends well', async () => {
    const port = await freePort();
    const sumo = spawn(findSumo(), ['-c', config, '--remote-port', String(port)], {
      cwd: root,
      env: { ...process.env, SUMO_HOME: findSumoHome(findSumo()) },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => sumo.once('exit', resolve));
    try {
      const { status, stdout, stderr } = run(['--port', String(port)], 'step(5)\n');
      expect([status, stdout, stderr]).toEqual([0, '5\n', '']);
      expect(await ended).toBe(0);
    } finally {
      sumo.kill('SIGKILL');
    }
  });

  it('completes on a terminal, survives Ctrl-C, and ends with Ctrl-D', () => {
    const dialogue = [
      ['traci> ', 'step(30)\r'],
      ['30\x1b', 'veh\t'],
      ['vehicle', '.getIDC\t'],
      ['getIDCount', '() + ""\r'],
      ['[object Promise]', "vehicle.getSpeed('\t"],
      ["vehicle.getSpeed('v", "0x')\r"],
      ['error: vehicle.getSpeed("v0x"): SUMO refuses: Vehicle \'v0x\' is not known.', 'step(1e9)\r'],
      ['step(1e9)\r', '\x03'],
      ['error: step: interrupted after ', '\x04'],
    ];
    const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
    const answer = execFileSync(python, [`${root}test/cli/fixtures/pty-session.py`], {
      cwd: root,
      // A terminal with colours, whatever the machine that tests has.
      env: { ...process.env, TERM: 'xterm-256color', FORCE_COLOR: '1', NO_COLOR: undefined, CI: undefined },
      input: JSON.stringify({ command: [...program, config], dialogue }),
      encoding: 'utf8',
    });
    const { status, output } = JSON.parse(answer) as { status: number; output: string };
    expect(output).not.toContain('MISSING');
    expect(status).toBe(0);
  });
});
