import type { Command } from 'commander';
import { writeOut } from './json-document.js';

/** `bidlane schema`: the JSON Schema of scenario files, for editors. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(async () => {
      const { scenarioJsonSchema } = await import('../scenario/index.js');
      await writeOut(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    });
}
