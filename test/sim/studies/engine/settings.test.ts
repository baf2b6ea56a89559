import { describe, expect, it } from 'vitest';
import { settingPath, withSettings } from '../../../../sim/studies/engine/settings.js';
import { smallScenario } from '../../small-run.js';

const scenario = smallScenario();
const path = (text: string): string => settingPath(scenario, text, `--vary ${text}`);

describe('settingPath', () => {
  it('takes full paths, unique abbreviations, and entries of lists', () => {
    expect(path('crowdsourcing.auction.budget')).toBe('crowdsourcing.auction.budget');
    expect(path('crowdsourcing.budget')).toBe('crowdsourcing.auction.budget');
    expect(path('budget')).toBe('crowdsourcing.auction.budget');
    expect(path('tasks.values[1]')).toBe('crowdsourcing.tasks.values.1');
    expect(path('traffic.options.time-to-teleport')).toBe('traffic.options.time-to-teleport');
  });

  it.each([
    ['crowdsourcing.budgt', 'did you mean crowdsourcing.auction.budget?'],
    ['crowdsourcing.auction.bugdet', 'did you mean crowdsourcing.auction.budget?'],
    ['traffic.auction.budget', 'did you mean crowdsourcing.auction.budget?'],
    ['traffic.demand.ratte', 'did you mean traffic.demand.rate?'],
    ['zzz.qqqqqqqqqqqqqqq', 'a path as bidlane schema shows them'],
  ])('helps where there is no %s', (text, help) => {
    expect(() => path(text)).toThrow(`--vary ${text}: no such setting of a scenario: ${help}`);
  });

  it('lists the settings that an abbreviation could be', () => {
    expect(() => path('traffic.0')).toThrow(/no such setting/);
    expect(() =>
      settingPath(
        { ...scenario, travelTime: { ...scenario.travelTime, budget: 1 } } as never,
        'budget',
        'here',
      ),
    ).toThrow(/^here: could be several settings: one of travelTime\.budget, crowdsourcing\.auction\.budget$/);
  });
});

describe('withSettings', () => {
  it('changes the settings, files relative to the study, and leaves the scenario as it was', () => {
    const before = JSON.stringify(scenario);
    const changed = withSettings(
      scenario,
      { budget: 3, 'tasks.values[0]': 2, 'traffic.network': '../n.net.xml' },
      '/a/b/study.yaml',
    );
    expect(changed.crowdsourcing.auction.budget).toBe(3);
    expect(changed.crowdsourcing.tasks.values).toEqual([2, 0.8, 0.6, 0.4, 0.2]);
    expect(changed.traffic.network).toBe('/a/n.net.xml');
    expect(JSON.stringify(scenario)).toBe(before);
  });

  it('says which value is wrong, and what would be right', () => {
    const set = (name: string, value: string | number) => () =>
      withSettings(scenario, { [name]: value }, 'study.yaml');
    expect(set('budget', -1)).toThrow(
      'study.yaml: crowdsourcing.auction.budget: is -1: must be a number of at least 0',
    );
    expect(set('valuation', 'papr')).toThrow('must be one of paper, exact');
    expect(set('traffic.options.seed', 3)).toThrow(/left to Bidlane/);
  });
});
