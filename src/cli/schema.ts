import type { Command } from 'commander';
import { scenarioJsonSchema } from '../scenario/index.js';
import { writeOut } from './json-document.js';

/** `bidlane schema`: the JSON Schema of scenario files, for editors. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(async () => {
      await writeOut(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    });
}
