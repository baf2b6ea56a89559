import { type Command, Option } from 'commander';
import type { VariantOptions } from '../audit/index.js';
import { exitStatus } from './exit.js';
import { interruption } from './interruption.js';
import { jsonText, writeOut } from './json-document.js';
import { wholeNumber } from './run.js';
import { isModulePath } from './user-mechanism.js';

interface AuditFlags extends VariantOptions {
  readonly instances?: number;
  readonly seed: number;
  readonly promised?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const explanation = `
MECHANISM is tbuma, buma, bvm, optimum, wbs, pvisa, epvisa, mtepvisa, or the path of a module (.js, .mjs) of your own:
    export const kind = 'auction';    or 'bids' (as wbs), 'market' (as pvisa); default auction
    export const promises = ['truthful-price', ...];    what it is meant to have; default all that tbuma, wbs, mtepvisa promise
    export default (market) => ({ winners: [0], payments: { 0: 1.5 } });
  bids: winners are {vehicle, bid}. market: {vehicle, vehiclePayment, simulatorPerTask, simulatorPayments}.

What floating point shows is computed again in rational numbers before it counts as a violation.

Output with --json:
    {"mechanism", "variant", "instances", "seed", "exactness",
     "properties": [{"property", "promised", "instances", "violations", "unconfirmed", "counterexample", "gain", "loser", "lie"}]}
  counterexample is the input of bidlane auction or bidlane market in which all tell the truth; null where none was found.
  gain is what the liar gains, or by how much the property is broken; 0 where none was found.
  lie is {"by", "does", "input", "honest", "lying"}, input being what the mechanism gets from the liar and the others.
Exit status 1 with --strict when a promise is broken.`;

/** Shows on a terminal how far the search is. */
function progress(name: string, instances: number): { show: (done: number) => void; clear: () => void } {
  const { isTTY } = process.stderr;
  return {
    show: (done) => {
      if (isTTY) process.stderr.write(`\r\x1b[K${name}: ${done} of ${instances} instances`);
    },
    clear: () => {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

async function auditMechanism(mechanism: string, flags: AuditFlags): Promise<void> {
  const { instances: wanted, seed, promised, strict, json, ...variant } = flags;
  const { auditable, builtInAuditor, loadMechanism, userAuditor } = await import('../audit/index.js');
  const auditor = isModulePath(mechanism, auditable)
    ? userAuditor(await loadMechanism(mechanism), variant)
    : builtInAuditor(mechanism, variant);
  const instances = wanted ?? auditor.usualInstances;
  const display = progress(mechanism, instances);
  const signal = interruption('nothing was written', () => undefined);
  const report = await auditor
    .run({ instances, seed, signal, promisedOnly: promised ?? false, onProgress: display.show })
    .finally(display.clear);
  if (json) await writeOut(`${jsonText(report, 2)}\n`);
  else {
    const { auditText } = await import('./audit-text.js');
    await writeOut(auditText(report));
  }
  const broken = report.properties.some((found) => found.promised && found.violations > 0);
  if (strict && broken) process.exitCode = exitStatus.failed;
}

/** `bidlane audit MECHANISM`: a search for counterexamples to what a mechanism promises. */
export function registerAudit(program: Command): void {
  const choice = (flag: string, text: string, values: readonly string[]): Option =>
    new Option(flag, text).choices(values);
  program
    .command('audit')
    .description(
      'search for counterexamples to what a mechanism promises: truthfulness, budget, false names and more',
    )
    .argument('<mechanism>', 'a built-in mechanism, or the path of a module')
    .option(
      '--instances <n>',
      'instances to try, besides those of annealing (default: 20000; markets 3000)',
      wholeNumber('--instances', 1),
    )
    .option('--seed <n>', 'the same seed gives the same report', wholeNumber('--seed', 0), 1)
    .addOption(choice('--alpha <form>', 'tbuma: divisor of the budget (default: two)', ['two', 'paper']))
    .addOption(choice('--valuation <form>', 'tbuma, buma, bvm, optimum (default: exact)', ['exact', 'paper']))
    .addOption(
      choice('--on-violation <what>', 'bvm: what follows on a refusal (default: stop)', ['stop', 'continue']),
    )
    .addOption(choice('--payment <rule>', 'wbs (default: critical)', ['critical', 'menu', 'printed']))
    .addOption(choice('--bids <number>', 'wbs: bids of a vehicle (default: several)', ['1', 'several']))
    .addOption(choice('--score <form>', 'epvisa, mtepvisa (default: coupled)', ['coupled', 'realised']))
    .addOption(
      choice('--pricing <rule>', 'pvisa, epvisa, mtepvisa (default: critical)', ['critical', 'paper']),
    )
    .addOption(
      choice('--deadlines <kind>', 'markets: whether vehicles can misreport them (default: reported)', [
        'verified',
        'reported',
      ]),
    )
    .option('--promised', 'try only what the mechanism promises')
    .option('--strict', 'exit with status 1 when a promise is broken')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', explanation)
    .action(auditMechanism);
}
