#!/usr/bin/env node
// Sets up whatever is missing, before `npm start` and `npm test`: packages, SUMO, the build. Node built-ins only, since it runs in a
// bare clone; quick when everything is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, findOnPath } from './setup/browser.mjs';
import { buildState, stampBuild } from './setup/build-state.mjs';
import { packageFaults, stampPackages } from './setup/packages.mjs';
import { findSumo } from './setup/sumo-home.mjs';
import { installPlan, isDebianLike } from './setup/system-packages.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE = `node scripts/setup.mjs [--check] [--no-sumo] [--no-build] [--with test]
  --check      only say what is missing; exit status 1 when something is
  --no-sumo    do without SUMO
  --no-build   do not build dist/
  --with test  also what the tests need: SUMO's tools, a Chromium, Redis and Snakemake`;

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}

/** Runs a command with its output on standard error; true when it succeeded. */
function run([command, ...args]) {
  const shell = process.platform === 'win32' && command.endsWith('.cmd');
  const result = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], shell });
  return result.status === 0;
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function describeSystem() {
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const root = process.getuid?.() === 0;
  const apt = process.platform === 'linux' && isDebianLike(osRelease) && succeeds('apt-get', ['--version']);
  const python = ['python3', 'python'].find((name) => succeeds(name, ['-c', 'import venv, ensurepip']));
  return {
    platform: process.platform,
    apt,
    root,
    sudo: apt && !root && succeeds('sudo', ['-n', 'true']),
    python,
  };
}

function npmCi() {
  const npm = process.env.npm_execpath ?? '';
  if (basename(npm) === 'npm-cli.js' && existsSync(npm)) return [process.execPath, npm, 'ci'];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', 'ci'];
}

function setUpPackages(check) {
  const faults = packageFaults(ROOT);
  if (faults.length === 0) {
    if (!check) stampPackages(ROOT);
    return true;
  }
  const more = faults.length > 1 ? ` and ${faults.length - 1} more` : '';
  say(`packages: ${faults[0]}${more}${check ? ': npm ci' : ': running npm ci'}`);
  if (check) return false;
  if (!run([...npmCi(), '--no-audit', '--no-fund']))
    fail('npm ci failed: see its messages above, then run: npm ci');
  stampPackages(ROOT);
  return true;
}

function setUpProgram(need, label, missing, check) {
  let lack = missing();
  if (lack === undefined) return true;
  const plan = installPlan(need, describeSystem());
  if (check || plan.commands.length === 0) {
    say(`${label}: ${lack}: ${plan.byHand}`);
    if (check) return false;
    process.exit(1);
  }
  for (const command of plan.commands) {
    say(`${label}: ${lack}: running ${command.join(' ')}`);
    if (!run(command)) fail(`${label}: \`${command.join(' ')}\` failed; by hand: ${plan.byHand}`);
  }
  lack = missing();
  if (lack !== undefined) fail(`${label}: installed, but ${lack}; by hand: ${plan.byHand}`);
  return true;
}

function missingSumo(tools) {
  const sumo = findSumo(ROOT);
  if (sumo === undefined) return 'not on PATH, nor in SUMO_HOME/bin, nor in .venv';
  if (!tools) return undefined;
  const script = sumo.home === undefined ? undefined : join(sumo.home, 'tools', 'randomTrips.py');
  return script !== undefined && existsSync(script)
    ? undefined
    : `${sumo.program} has no tools (randomTrips.py)`;
}

function setUpBuild(check) {
  const state = buildState(ROOT);
  if (state.kind === 'fresh') return true;
  say(`build: ${state.reason}${check ? ': npm run build' : ': running tsc'}`);
  if (check) return false;
  if (state.kind === 'renew') rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!run([process.execPath, tsc, '-p', 'tsconfig.build.json']))
    fail('the build failed: see the messages of tsc above');
  stampBuild(ROOT);
  return true;
}

function main(args) {
  const known = ['--check', '--no-sumo', '--no-build', '--with', 'test', '--help'];
  const unknown = args.find(
    (arg, i) => !known.includes(arg) || (arg === 'test') !== (args[i - 1] === '--with'),
  );
  if (args.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (unknown !== undefined || args.at(-1) === '--with') {
    process.stderr.write(`error: ${unknown ?? '--with'}: not understood: usage is\n${USAGE}\n`);
    process.exit(2);
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 12)) {
    fail(`Node ${process.versions.node} is too old: install Node 20.12 or newer`);
  }
  const check = args.includes('--check');
  const tests = args.includes('--with');
  const done = [];
  if (!args.includes('--no-sumo')) done.push(setUpProgram('sumo', 'SUMO', () => missingSumo(tests), check));
  if (tests) {
    const missing = () =>
      findBrowser() === undefined ? 'no Chromium or Chrome on PATH nor in CHROME_PATH' : undefined;
    done.push(setUpProgram('browser', 'browser', missing, check));
    for (const [need, program] of [
      ['redis', 'redis-server'],
      ['snakemake', 'snakemake'],
    ]) {
      const lack = () => (findOnPath(program) === undefined ? 'not on PATH' : undefined);
      done.push(setUpProgram(need, program, lack, check));
    }
  }
  done.push(setUpPackages(check));
  if (!args.includes('--no-build')) done.push(setUpBuild(check));
  if (!check) return;
  if (done.includes(false)) process.exit(1);
  say(`everything is there${args.includes('--no-sumo') ? '' : ` (SUMO: ${findSumo(ROOT)?.program})`}`);
}

main(process.argv.slice(2));
