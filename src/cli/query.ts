import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { InputError } from '../input/index.js';
import type { TableDescription } from '../results/index.js';
import { interruption } from './interruption.js';
import { writeOut } from './json-document.js';
import { wholeNumber } from './run.js';
import { terminalTable } from './terminal-table.js';

const formats = ['table', 'csv', 'json', 'parquet'] as const;
type Format = (typeof formats)[number];

interface QueryFlags {
  readonly format?: Format;
  readonly out?: string;
  readonly rows: number;
}

/** The format that was asked for, or that the name of the file says. */
function formatOf({ format, out }: QueryFlags): Format {
  if (format === 'parquet' && out === undefined)
    throw new InputError('--format', 'parquet is nothing for a terminal or a pipe', 'a file with --out FILE');
  if (format !== undefined) return format;
  if (out === undefined) return 'table';
  const ending = /\.(csv|json|parquet|txt)$/i.exec(out)?.[1]?.toLowerCase();
  if (ending === undefined)
    throw new InputError(
      '--out',
      `${out} does not say its format`,
      'a name in .csv, .json or .parquet, or --format',
    );
  return formats.find((name) => name === ending) ?? 'table';
}

const terminalWidth = (): number | undefined => (process.stdout.isTTY ? process.stdout.columns : undefined);

/** The tables of a folder with their columns. */
function tablesText(folder: string, tables: readonly TableDescription[]): string {
  const parts = tables.map(({ name, documentation, rows, columns }) => {
    const lines = columns.map((column) => [
      column.name,
      column.type.toLowerCase(),
      column.unit,
      column.documentation,
    ]);
    const fields = ['column', 'type', 'unit', 'what it says'].map((field) => ({
      name: field,
      type: 'VARCHAR',
    }));
    const table = terminalTable(fields, lines, { width: indentedWidth() });
    const body = table.split('\n').slice(0, -2);
    const count = rows === 1 ? '1 row' : `${rows} rows`;
    return `${name} (${count})${documentation === '' ? '' : `: ${documentation}`}\n${body.map((line) => `  ${line}\n`).join('')}`;
  });
  const example = tables[0]?.name ?? 'measures';
  return `${parts.join('\n')}\nAsk with SQL: bidlane query ${folder} "select * from ${example} limit 10"\n`;
}

function indentedWidth(): number | undefined {
  const width = terminalWidth();
  return width === undefined ? undefined : width - 2;
}

/** Writes to a file beside its name first, or to standard output. */
async function writeText(out: string | undefined, content: string): Promise<void> {
  if (out === undefined) return writeOut(content);
  const { writeFileAtomically } = await import('../results/index.js');
  return writeFileAtomically(out, content);
}

async function answer(folder: string, sql: string, flags: QueryFlags, signal: AbortSignal): Promise<void> {
  const [results, output] = await Promise.all([import('../results/index.js'), import('./query-output.js')]);
  const { out } = flags;
  const format = formatOf(flags);
  if (format === 'parquet' && out !== undefined) return results.queryToParquet(folder, sql, out, { signal });
  if (format === 'parquet' || format === 'table') {
    const most = flags.rows === 0 ? Number.POSITIVE_INFINITY : flags.rows;
    const { columns, rows, total } = await results.withAnswer(folder, sql, { signal }, (found) =>
      output.firstRows(found, most),
    );
    return writeText(
      out,
      terminalTable(columns, rows, { width: out === undefined ? terminalWidth() : undefined, total }),
    );
  }
  const write = format === 'csv' ? output.writeCsv : output.writeJsonRows;
  const to = (sink: (content: string) => Promise<void>): Promise<void> =>
    results.withAnswer(folder, sql, { signal }, (found) => write(found, sink));
  return out === undefined ? to(writeOut) : results.writeStreamAtomically(out, to);
}

/** `bidlane query DIR "select ..."`: SQL on the tables of a run or a study. */
export function registerQuery(program: Command): void {
  program
    .command('query')
    .description('ask a results folder with SQL (of DuckDB); without SQL, list its tables')
    .argument('<folder>', 'results folder of a run or a study, such as results/manhattan')
    .argument('[sql]', 'one SELECT, in quotes; - reads it from standard input')
    .addOption(
      new Option(
        '--format <format>',
        'how the answer is written (default: table, or what --out says)',
      ).choices(formats),
    )
    .option('--out <file>', 'write the answer to a file: .csv, .json or .parquet')
    .option('--rows <n>', 'most rows of a table; 0 for all', wholeNumber('--rows', 0), 100)
    .addHelpText(
      'after',
      `
Every table has a column replication, and in a study a column point. Examples:
  bidlane query results/manhattan
  bidlane query results/manhattan "select replication, sum(payment) from bidders group by all"
  bidlane query results/manhattan "from completions" --out completions.csv`,
    )
    .action(async (folder: string, given: string | undefined, flags: QueryFlags) => {
      const { describeTables, discardUnfinished } = await import('../results/index.js');
      const signal = interruption('the query was ended', discardUnfinished);
      if (given !== undefined) {
        formatOf(flags);
        return answer(folder, given === '-' ? await text(process.stdin) : given, flags, signal);
      }
      const tables = await describeTables(folder, { signal });
      const format = formatOf(flags);
      if (format === 'csv' || format === 'parquet')
        throw new InputError(
          '--format',
          `${format} cannot hold the list of tables`,
          'table or json, or a query in SQL',
        );
      return writeText(
        flags.out,
        format === 'json' ? `${JSON.stringify(tables, null, 2)}\n` : tablesText(folder, tables),
      );
    });
}
