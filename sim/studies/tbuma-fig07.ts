import { type AuctionResult, buma, tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always, endsDiffer } from './campaigns/judging.js';
import { processorMilliseconds } from './campaigns/processor-milliseconds.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, auctionMeasures, beijing, measuresOf, setting } from './campaigns/tbuma-study.js';
import { defineStudy, shownNumber } from './engine/index.js';

/** An auction's measures with the time it takes. */
function timed(auction: () => AuctionResult) {
  const { result, milliseconds } = processorMilliseconds(auction);
  return { ...measuresOf(result), time: milliseconds };
}

/** What truthfulness costs: TBUMA against BUMA, in welfare and in computing time. */
export default defineStudy({
  name: 'tbuma-fig07',
  title: 'TBUMA against BUMA, over the arrivals',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 7',
    says: "TBUMA's social welfare is very close to that of BUMA, which always has the higher one and takes far longer.",
  },
  description: `${setting} 20 tasks, budget 15. BUMA is told the true costs. Times are processor time on the machine that ran the study, and no part of its digest.`,
  ...beijing,
  vary: { rate: '2..10' },
  parameters: { rate: { label: 'arrivals of participating vehicles', unit: '1/min' } },
  series: ['TBUMA', 'BUMA'],
  measures: {
    ...auctionMeasures,
    time: { label: 'processor time', unit: 'ms', timed: true },
  },
  async compute(context) {
    const { crowdsourcing } = context.scenario;
    const campaign = await standardCampaign(context);
    const vehicles = participantsAt(Number(context.point.rate));
    const { market } = campaignAuction(campaign, crowdsourcing, { vehicles, tasks: 20, budget: 15 });
    return {
      TBUMA: timed(() => tbuma(market, asPrinted)),
      BUMA: timed(() => buma(market, { valuation: 'paper' })),
    };
  },
  charts: [
    { title: "(a) Requester's utility", x: 'rate', measure: 'requester_utility' },
    { title: '(a) Social welfare', x: 'rate', measure: 'social_welfare' },
    { title: '(b) Running time', x: 'rate', measure: 'time' },
    { x: 'rate', measure: 'winners' },
  ],
  claims: [
    {
      claim: "BUMA's social welfare is its requester's utility",
      paper: 'since the winners in BUMA are exactly paid with the bid prices',
      judge: (results) => {
        const gaps = results.points.flatMap((at) => {
          const welfare = results.values({ series: 'BUMA', measure: 'social_welfare', at });
          const utility = results.values({ series: 'BUMA', measure: 'requester_utility', at });
          return welfare.map((value, i) => Math.abs(value - utility[i]));
        });
        const most = Math.max(...gaps);
        return {
          holds: most <= 1e-9,
          evidence: `largest difference in ${gaps.length} auctions: ${shownNumber(most)}`,
        };
      },
    },
    {
      claim: "TBUMA's requester's utility is below its social welfare",
      paper: "the requester's utility is lower than the social welfare due to the overpayment",
      judge: (results) => {
        const of = (measure: string) => ({ series: 'TBUMA', measure, at: { rate: 10 } });
        const { low, mean, high } = results.difference(of('social_welfare'), of('requester_utility'));
        return {
          holds: low > 0,
          evidence: `at rate 10 the overpayment is ${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
        };
      },
    },
    {
      claim: 'BUMA never has the lower social welfare, in any replication',
      paper:
        'BUMA always outperforms TBUMA, as the subroutine Greedy_3 is always better than or equal to the greedy procedure',
      judge: (results) => {
        const gaps = results.points.flatMap((at) => {
          const values = (series: string) => results.values({ series, measure: 'social_welfare', at });
          const tbumas = values('TBUMA');
          return values('BUMA').map((value, i) => value - tbumas[i]);
        });
        const least = Math.min(...gaps);
        const apart = gaps.filter((gap) => gap > 1e-9).length;
        return {
          holds: least >= -1e-9,
          evidence: `BUMA - TBUMA in ${gaps.length} auctions: least ${least.toFixed(4)}, above 0 in ${apart}`,
        };
      },
    },
    {
      claim: "TBUMA's social welfare is within 10 % of BUMA's at every arrival rate",
      paper: 'the social welfare achieved by TBUMA is indeed very close to that of BUMA',
      expect: { close: 'TBUMA', to: 'BUMA', within: 0.1, measure: 'social_welfare' },
    },
    {
      claim: 'BUMA takes longer than TBUMA at every arrival rate',
      paper: 'BUMA demands longer running time than TBUMA',
      expect: { higher: 'BUMA', than: 'TBUMA', measure: 'time' },
    },
    {
      claim: 'BUMA takes at least 100 times as long as TBUMA at 10 vehicles a minute',
      paper:
        'as the arrival rate goes to 10/minute, TBUMA uses about 0.001 second, whereas BUMA uses 8.11 seconds',
      judge: (results) => {
        const of = (series: string) => results.estimate({ series, measure: 'time', at: { rate: 10 } });
        const [slow, fast] = [of('BUMA'), of('TBUMA')];
        return {
          holds: slow.low >= 100 * fast.high,
          evidence: `${slow.mean.toFixed(2)} ms against ${fast.mean.toFixed(3)} ms, ${(slow.mean / fast.mean).toFixed(0)} times as long`,
        };
      },
    },
    {
      claim: 'Both earn the requester more at 10 vehicles a minute than at 2',
      judge: (results) => {
        const judged = ['TBUMA', 'BUMA'].map((series) =>
          endsDiffer(results, { series, measure: 'requester_utility' }, 'rate', 'rises'),
        );
        return {
          holds: judged.every(({ holds }) => holds),
          evidence: `TBUMA, ${judged[0].evidence}; BUMA, ${judged[1].evidence}`,
        };
      },
    },
    {
      claim: 'TBUMA never loses the requester money, in any replication',
      paper: 'TBUMA is profitable (Theorem 4)',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'requester_utility' }, { least: 0 }),
    },
  ],
});
