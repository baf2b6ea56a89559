import { describe, expect, it } from 'vitest';
import { type RunReportData, runReport } from '../../src/report/index.js';
import { sampleRun } from './sample-run.js';

const bare: RunReportData = {
  name: 'x',
  replications: [{ replication: 0, seed: 1 }],
  keyFigures: [],
  completions: [],
  campaigns: [],
  links: [],
  notes: [],
  scenarioYaml: '',
  provenance: [],
};

describe('runReport', () => {
  it('gives the same bytes for the same data', async () => {
    const first = await runReport(sampleRun(3));
    expect((await runReport(sampleRun(3))) === first).toBe(true);
  });

  it('holds every part, without scripts or addresses', async () => {
    const page = await runReport(sampleRun());
    for (const id of ['map', 'campaigns', 'prediction', 'auction', 'traffic', 'links', 'notes', 'scenario'])
      expect(page.includes(`<section id="${id}">`), id).toBe(true);
    expect(/<script|@import|src=|url\(.*?\)/.exec(page)?.[0]).toBeUndefined();
    const addresses = page.match(/(?:https?:)?\/\/[^\s"'<)]+/g) ?? [];
    expect([...new Set(addresses)]).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('leaves out what has no data', async () => {
    const page = await runReport(bare);
    expect(page.match(/<section id="[^"]+"/g)).toEqual(['<section id="scenario"']);
    expect(page.includes('1 replication (seed 1).'), '1 replication (seed 1).').toBe(true);
  });

  it('escapes whatever a person or a file gave', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const sample = sampleRun(2);
    const page = await runReport({
      ...sample,
      name: evil,
      description: evil,
      notes: [evil],
      scenarioYaml: evil,
      command: evil,
      provenance: [[evil, evil]],
      keyFigures: [{ label: evil, unit: evil, note: evil, values: [{ value: evil, label: evil }] }],
      links: sample.links.map((link) => ({ ...link, link: evil, slot: evil })),
      auction: sample.auction && {
        ...sample.auction,
        mechanism: evil,
        winners: sample.auction.winners.map((w) => ({ ...w, vehicle: evil, tasks: [evil] })),
        decisions: sample.auction.decisions.map((d) => ({
          ...d,
          vehicle: evil,
          reason: evil,
          accepted: false,
        })),
      },
      series: sample.series?.map((s) => ({
        title: evil,
        caption: evil,
        data: {
          ...s.data,
          timeTitle: evil,
          valueTitle: evil,
          series: s.data.series.map((t) => ({ ...t, name: evil })),
        },
      })),
      map: sample.map && {
        ...sample.map,
        network: {
          ...sample.map.network,
          routes: sample.map.network.routes.map((r) => ({ ...r, vehicle: evil })),
          tasks: sample.map.network.tasks.map((t) => ({ ...t, label: evil })),
        },
      },
    });
    expect(page.includes('<img')).toBe(false);
    expect(page.split('&lt;img src=x').length).toBeGreaterThan(60);
  });

  it('stays of a size to send when there are thousands of completions', async () => {
    const sample = sampleRun(100);
    const completions = Array.from({ length: 30 }, () => sample.completions).flat();
    const page = await runReport({ ...sample, completions });
    expect(page.includes('one in 7 of them is drawn')).toBe(true);
    expect(page.length).toBeLessThan(1_200_000);
  });

  it('shows accuracy beside the scatter', async () => {
    const page = await runReport({
      ...bare,
      completions: [
        { predicted: 100, sd: 10, realised: 110 },
        { predicted: 100, sd: 10, realised: 120 },
      ],
    });
    expect(page.includes('<dd>15.0 s</dd>'), '<dd>15.0 s</dd>').toBe(true);
    expect(page.includes('<dd>15.8 s</dd>'), '<dd>15.8 s</dd>').toBe(true);
    expect(page.includes('<dd>50.0 %</dd>'), '<dd>50.0 %</dd>').toBe(true);
  });
});
