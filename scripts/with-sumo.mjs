#!/usr/bin/env node
// Runs a command with SUMO_HOME set and SUMO's programs on PATH: node scripts/with-sumo.mjs COMMAND [ARGUMENT]...
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sumoEnvironment } from './setup/sumo-home.mjs';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write(
    'error: with-sumo: no command: usage is node scripts/with-sumo.mjs COMMAND [ARGUMENT]...\n',
  );
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const child = spawn(command === 'node' ? process.execPath : command, args, {
  env: sumoEnvironment(root),
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to the command as well: wait for it to end in its own way. Other signals are passed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.on('error', (error) => {
  process.stderr.write(`error: ${command}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
