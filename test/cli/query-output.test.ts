import { describe, expect, it } from 'vitest';
import { firstRows, writeCsv, writeJsonRows } from '../../src/cli/query-output.js';
import type { Cell, QueryAnswer } from '../../src/results/index.js';

function answer(...pieces: (readonly (readonly Cell[])[])[]): QueryAnswer {
  const columns = [
    { name: 'name', type: 'VARCHAR' },
    { name: 'x', type: 'DOUBLE' },
  ];
  async function* walk() {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  return { columns, pieces: walk() };
}

async function written(write: typeof writeCsv, from: QueryAnswer): Promise<string> {
  let all = '';
  await write(from, async (text) => {
    all += await Promise.resolve(text);
  });
  return all;
}

const odd: (readonly Cell[])[] = [
  ['a,b', 1.5],
  ['say "x"\n', -Infinity],
  ['', null],
  [null, true],
];

describe('formats of an answer', () => {
  it('writes CSV with quotes where they are needed; a missing value is not an empty text', async () => {
    expect(await written(writeCsv, answer(odd.slice(0, 2), odd.slice(2)))).toBe(
      'name,x\n"a,b",1.5\n"say ""x""\n",-inf\n"",\n,true\n',
    );
    expect(await written(writeCsv, answer())).toBe('name,x\n');
  });

  it('writes JSON that reads back, in pieces or without rows', async () => {
    expect(JSON.parse(await written(writeJsonRows, answer(odd.slice(0, 2), odd.slice(2))))).toEqual([
      { name: 'a,b', x: 1.5 },
      { name: 'say "x"\n', x: null },
      { name: '', x: null },
      { name: null, x: true },
    ]);
    expect(JSON.parse(await written(writeJsonRows, answer()))).toEqual([]);
  });

  it('takes the first rows and counts all', async () => {
    const { rows, total } = await firstRows(answer(odd.slice(0, 2), odd.slice(2)), 3);
    expect(rows).toEqual(odd.slice(0, 3));
    expect(total).toBe(4);
  });
});
