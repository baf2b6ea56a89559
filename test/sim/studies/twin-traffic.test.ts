import { describe, expect, it } from 'vitest';
import type { StudyContext } from '../../../sim/index.js';
import { onStreets } from '../../../sim/studies/engine/city-traffic.js';
import { sharedWork } from '../../../sim/studies/engine/shared-work.js';
import study from '../../../sim/studies/twin-traffic.js';
import { RandomStreams } from '../../../src/random/index.js';
import { loadScenario, scenarioSchema } from '../../../src/scenario/index.js';
import { smallScenario } from '../small-run.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('twin-traffic', () => {
  it('holds every mechanism on the same traffic of a replication', async () => {
    const scenario = scenarioSchema.parse({
      ...smallScenario({ traffic: { warmUp: 30, duration: 40 } }),
      crowdsourcing: { enabled: false },
      twin: { units: 2 },
    });
    const context: StudyContext = {
      point: { city: 'Manhattan', share: 0.8 },
      replication: 0,
      random: new RandomStreams(1),
      quick: false,
      scenario,
      ...sharedWork(studies.path('shared')),
    };
    const values = await study.compute?.(context);
    if (values === undefined) throw new Error('the study computes nothing');
    expect(Object.keys(values)).toEqual(study.series);
    for (const [series, of] of Object.entries(values)) {
      expect(Object.keys(of)).toEqual(Object.keys(study.measures));
      for (const [measure, value] of Object.entries(of))
        expect(Number.isFinite(value), `${series} ${measure}`).toBe(true);
      expect(of.efficiency).toBeGreaterThan(0);
      expect(of.surplus).toBeLessThanOrEqual(of.surplus_reckoned ?? 0);
      expect(of.completion).toBeLessThanOrEqual(1);
    }
    expect(values['first come']).toMatchObject({ revenue_online: 0, revenue_offline: 0 });
    expect(values['MTEPViSA with slots'].efficiency).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('knows the streets of both cities, and names series in claims that it measures', async () => {
    const { scenario } = await loadScenario('scenarios/twin-manhattan.yaml');
    expect(onStreets(scenario, 'Manhattan')).toBe(scenario);
    const { traffic } = onStreets(scenario, 'Beijing');
    expect(traffic.network).toMatch(/beijing\/beijing\.net\.xml$/);
    const series = study.series as readonly string[];
    const expectations = (study.claims ?? []).flatMap((claim) => ('expect' in claim ? [claim.expect] : []));
    expect(expectations).toHaveLength(7);
    for (const expected of expectations)
      for (const name of Object.values(expected).filter((value) => /ViSA|come/.test(String(value))))
        expect(series).toContain(name);
  });
});
