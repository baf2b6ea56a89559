import type { StudyReportData } from '../../src/report/index.js';

const budgets = [10, 20, 30, 40, 50];

/** A study with three series, an ordinal chart and long words: what a report must cope with. */
export function sampleStudy(change: Partial<StudyReportData> = {}): StudyReportData {
  const series = ['TBUMA', 'TBUMA (safe)', 'BVM'].map((name, s) => ({
    name,
    points: budgets.map((x) => ({
      x,
      value: 5 + s - (x * s) / 10,
      low: 4 + s - (x * s) / 10,
      high: 6 + s - (x * s) / 10,
    })),
  }));
  const words = ['a < b', 'c & d'].map((name, s) => ({
    name,
    points: ['paper', 'mixture', 'coupled'].map((x, i) => ({
      x,
      value: 70 + i + s,
      low: 69 + i,
      high: 73 + i,
    })),
  }));
  const claim = {
    claim: 'TBUMA earns the requester more than BVM <at the largest budget>',
    paper: 'TBUMA significantly outperforms BVM',
    holds: true,
    evidence:
      'at budget 50: TBUMA 5.0 [4.0, 6.0] against BVM -3.0 [-4.0, -2.0]; difference 8.00 [7.50, 8.50]',
  };
  return {
    title: 'Utility and welfare against the budget',
    name: 'sample',
    source: 'TBUMA paper, Fig. 8',
    says: 'TBUMA outperforms BVM.',
    description: 'One auction a replication.',
    facts:
      '5 points, 3 series. Means of 10 replications per point (seeds 1/replication/0 to 9) with 95 % t intervals.',
    claims: [
      claim,
      { ...claim, claim: 'Another', holds: false },
      { claim: 'A third', holds: true, evidence: 'e' },
    ],
    figures: [
      {
        title: 'Utility',
        caption: 'Means of 10 replications per point (seeds 1/replication/0 to 9) with 95 % t intervals.',
        data: { series, xTitle: 'budget', yTitle: 'utility', interval: '95 % interval of the mean' },
      },
      { caption: 'By estimator.', data: { series: words, xTitle: 'estimator', yTitle: 'error [s]' } },
    ],
    tables: [
      {
        caption: 'Utility, by point.',
        columns: [{ label: 'budget' }, { label: 'TBUMA', group: 'Mean' }, { label: 'BVM', group: 'Mean' }],
        rows: budgets.map((b) => [b, '5.0 [4.0, 6.0]', '-3.0 [-4.0, -2.0]']),
      },
    ],
    notes: ['Point {"budget":50} ended without the precision asked for.'],
    command: 'bidlane study sample',
    provenance: [
      ['Bidlane', '0.1.0'],
      ['Digest of the results', 'a'.repeat(64)],
    ],
    definition: 'name: sample\n',
    ...change,
  };
}
