import { bvm, tbuma } from '../../../src/recruitment/index.js';
import { defineStudy, type Settings, type StudyDefinition, type StudyPoint } from '../engine/index.js';
import { type AuctionChange, campaignAuction } from './campaign-auction.js';
import { always, nearer } from './judging.js';
import { standardCampaign } from './standard-campaign.js';
import { asPrinted, auctionMeasures, beijing, measuresOf, safe, setting } from './tbuma-study.js';

/** What tells one figure of TBUMA against BVM from the other. */
export interface ComparisonFigure
  extends Pick<Required<StudyDefinition>, 'name' | 'title' | 'source' | 'vary' | 'parameters'> {
  /** What is held fixed, behind the common setting: `60 tasks, budget 70`. */
  readonly fixed: string;
  /** The swept parameter, what it counts (`vehicles`), and how the paper calls it (`vehicle number`). */
  readonly axis: string;
  readonly things: string;
  readonly number: string;
  /** The ends of the sweep. */
  readonly few: Settings;
  readonly many: Settings;
  /** The auction at a point. */
  change(point: StudyPoint): AuctionChange;
}

/** TBUMA, TBUMA with a safe divisor and BVM on the same campaigns, over vehicles or tasks (Figs. 9 and 10 of the TBUMA paper). */
export function tbumaAgainstBvm(figure: ComparisonFigure): StudyDefinition {
  const { name, title, source, vary, parameters, fixed, axis, things, number, few, many, change } = figure;
  return defineStudy({
    name,
    title,
    source,
    description: `${setting} ${fixed}. TBUMA (safe) divides the budget by 2 always; TBUMA does as the paper prints.`,
    ...beijing,
    vary,
    parameters,
    series: ['TBUMA', 'TBUMA (safe)', 'BVM'],
    measures: auctionMeasures,
    async compute(context) {
      const campaign = await standardCampaign(context);
      const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, change(context.point));
      return {
        TBUMA: measuresOf(tbuma(market, asPrinted)),
        'TBUMA (safe)': measuresOf(tbuma(market, safe)),
        BVM: measuresOf(bvm(market, { valuation: 'paper' })),
      };
    },
    charts: ['requester_utility', 'social_welfare', 'payments', 'winners'].map((measure) => ({
      x: axis,
      measure,
    })),
    claims: [
      {
        claim: `TBUMA earns the requester more than BVM at the fewest ${things}`,
        paper: `TBUMA significantly outperforms BVM in requester's utility when the ${number} is small`,
        expect: { higher: 'TBUMA', than: 'BVM', measure: 'requester_utility', at: few },
      },
      {
        claim: `TBUMA has the higher social welfare at the fewest ${things}`,
        paper: `TBUMA significantly outperforms BVM in social welfare when the ${number} is small`,
        expect: { higher: 'TBUMA', than: 'BVM', measure: 'social_welfare', at: few },
      },
      {
        claim: `The requester's utility under BVM is negative at the fewest ${things}`,
        paper:
          "the requester's utility of BVM can be negative in these figures, thus violating profitability",
        expect: { lower: 'BVM', than: 0, measure: 'requester_utility', at: few },
      },
      {
        claim: `BVM's social welfare is lower at the fewest ${things} than at the most`,
        paper: `the social welfare achieved by BVM diminishes when the ${number} is small`,
        expect: { rises: 'BVM', along: axis, measure: 'social_welfare' },
      },
      {
        claim: `The social welfare is alike (within 10 %) at the most ${things}`,
        paper: `they achieve similar performance when the ${number} is great`,
        expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'social_welfare', at: many },
      },
      {
        claim: `The requester's utility is alike (within 10 %) at the most ${things}`,
        paper: `they achieve similar performance when the ${number} is great`,
        expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'requester_utility', at: many },
      },
      {
        claim: `TBUMA's lead in requester's utility is smaller at the most ${things} than at the fewest`,
        paper: `they achieve similar performance when the ${number} is great`,
        judge: (results) => nearer(results, ['TBUMA', 'BVM'], 'requester_utility', many, few),
      },
      {
        claim: 'TBUMA never loses the requester money, in any replication',
        paper: 'TBUMA is profitable (Theorem 4)',
        judge: (results) => always(results, { series: 'TBUMA', measure: 'requester_utility' }, { least: 0 }),
      },
      {
        claim: 'TBUMA as printed never pays more than the budget of 70, in any replication',
        paper: 'TBUMA is budget feasible (Theorem 5)',
        judge: (results) => always(results, { series: 'TBUMA', measure: 'payments' }, { most: 70 }),
      },
    ],
  });
}
