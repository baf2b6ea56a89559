import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { pathOfTable, travelTimePredictDocument, tripPredictor } from '../../src/traveltime/index.js';

const document = {
  slotLength: 60,
  links: [
    [
      [30, 4],
      [50, 8],
    ],
    [
      [40, 5],
      [70, 9],
    ],
  ],
  firstLinkFraction: 0.5,
  tasks: [
    { linkFractions: [0.5, 0.25], processingTime: 9 },
    { linkFractions: [0.2, 0], processingTime: 12 },
  ],
  boundaries: [30, 60, 300],
  estimator: 'mixture',
};

describe('travelTimePredictDocument', () => {
  it.each(['paper', 'mixture', 'coupled', 'grid'] as const)(
    'gives what the predictor gives: %s',
    (estimator) => {
      const out = travelTimePredictDocument({ ...document, estimator });
      const table = document.links.map((row) => row.map(([m, s]): [number, number] => [m, s]));
      const predictor = tripPredictor(pathOfTable(table, 60, 0.5), estimator);
      const { mean, sd, completion, late } = predictor.task(1, 0.25, 9, [30, 60, 300]);
      expect(out.tasks[0].mean).toBeCloseTo(mean, 12);
      expect(out.tasks[0].sd).toBeCloseTo(sd, 12);
      expect(out.tasks[0].completion).toHaveLength(3);
      out.tasks[0].completion.forEach((q, k) => {
        expect(q).toBeCloseTo(completion[k], 12);
      });
      expect(out.tasks[0].late).toBeCloseTo(late, 12);
      expect(out.tasks[1].mean).toBeCloseTo(18, 12);
      expect(out.tasks[1].sd).toBeCloseTo(0.8, 12);
      expect(out.slotProbabilities[0]).toEqual([1, 0]);
      expect(out.slotProbabilities).toHaveLength(2);
      expect(JSON.parse(JSON.stringify(out))).toEqual(out);
    },
  );

  it('takes coupled where no estimator is named, and a vehicle at the beginning of its first link', () => {
    const { estimator: _, firstLinkFraction: __, ...short } = document;
    const full = { ...short, estimator: 'coupled', firstLinkFraction: 1 };
    expect(travelTimePredictDocument(short)).toEqual(travelTimePredictDocument(full));
  });

  it.each([
    [{ ...document, links: [] }, '$.links'],
    [{ ...document, links: [[[30, 4]], [[30, -4]]] }, '$.links[1][0][1]'],
    [
      {
        ...document,
        links: [
          [[30, 4]],
          [
            [30, 4],
            [1, 1],
          ],
        ],
      },
      '$.links[1]',
    ],
    [{ ...document, slotLength: 0 }, '$.slotLength'],
    [{ ...document, firstLinkFraction: 1.5 }, '$.firstLinkFraction'],
    [{ ...document, boundaries: [60, 60] }, '$.boundaries[1]'],
    [{ ...document, boundaries: [0, 60] }, '$.boundaries[0]'],
    [{ ...document, boundaries: [] }, '$.boundaries'],
    [{ ...document, tasks: [{ linkFractions: [1], processingTime: 1 }] }, '$.tasks[0].linkFractions'],
    [{ ...document, tasks: [{ linkFractions: [1, 2], processingTime: 1 }] }, '$.tasks[0].linkFractions[1]'],
    [{ ...document, estimator: 'best' }, '$.estimator'],
    [{ ...document, slotLenght: 60 }, '$.slotLenght'],
    [7, '$'],
  ])('names what is wrong (%#)', (input, where) => {
    const run = (): unknown => travelTimePredictDocument(input);
    expect(run).toThrow(InputError);
    expect(run).toThrow(expect.objectContaining({ where }) as Error);
  });

  it('counts paths from the root it is given', () => {
    const run = (): unknown => travelTimePredictDocument({ ...document, boundaries: [9, 3] }, '$[4]');
    expect(run).toThrow('$[4].boundaries[1]: is 3: a time after the boundary before it, 9');
  });
});
