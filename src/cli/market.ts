import type { Command } from 'commander';
import type { MarketMechanismName } from '../market/index.js';
import { answerJson } from './json-document.js';
import { userMechanism } from './user-mechanism.js';

const shapes = `
Input, one JSON document (or an array of them, answered by an array in order):
    {"rsu": {"uplinkBandwidth": 20, "downlinkBandwidth": 20, "cpu": 3.6, "gpu": 19, "power": 2.5},
     "simulators": [{"size": 1.2, "work": 2.5}],     the driving simulator 0 first, then traffic simulators
     "vehicles": [{"value": 0.7, "gain": 0.5, "power": 0.5, "noiseUp": 1, "noiseDown": 1,
                   "tasks": [{"size": 0.2, "work": 1, "deadline": 1.2}],
                   "preferences": [hits by simulator], "generativeScores": [0 to 1, by simulator],
                   "cache": 4,                       size of the preference cache, for the coupled score
                   "bid": 0.6,                       what the vehicle bids in place of its value
                   "simulatorBids": [[null, 0.3]]}], by task, traffic simulators' bids per second in place of their worth
     "theta": 0.53,          relative accuracy of fine-tuned models
     "gamma": 1,             bargaining power of the driving simulator
     "alpha": 1,             price scaling factor of the modified second bid, at least 1
     "drivingBid": 0.4,      what the driving simulator bids per second
     "accuracy": 0.5,        accuracy of the synchronised twin
     "matchQuality": "journal" | "conference",
     "simulations":  "serial" | "pipelined" | "literal",   how simulations fill the time left (default serial)
     "wholeSimulations": false,
     "score":   "coupled" | "realised",   epvisa, mtepvisa (default coupled)
     "pricing": "critical" | "paper",     what the winning vehicle pays (default critical)
     "trace":   false}                    adds scores, revenue by submarket and the optimum's surplus
    The numbers and first names shown from "theta" on are the defaults.

Output:
    {"vehicle": 3, "vehiclePayment", "simulatorPerTask": [4, 4, null], "simulatorPayments": [by task],
     "surplus": {"twin", "traffic", "driving", "total"},
     "tasks": [{"uplink", "compute", "simulations", "matchQuality", "simTransmission", "simComputation", "total", "deadlineMet"}]}
    Lists are by task of the winning vehicle; a task that cannot keep its deadline is not served (null, payment 0).
    optimum is the largest surplus anyone could reach, without payments.
Bids are true values where none are given. Sizes in MB, bandwidths in MHz, clocks in GHz, work in Gcycles/MB, powers in mW, times in s.`;

const mechanisms = ['pvisa', 'epvisa', 'mtepvisa', 'optimum'] as const;

/** `bidlane market MECHANISM [FILE]`: a round of a roadside unit's market from JSON to JSON. */
export function registerMarket(program: Command): void {
  program
    .command('market')
    .description('hold a market of digital-twin offloading: JSON in, JSON out')
    .argument(
      '<mechanism>',
      `who is served and what is paid: ${mechanisms.join(', ')}, or the path of a module of your own`,
    )
    .argument('[file]', 'JSON file, or - for standard input', '-')
    .addHelpText('after', shapes)
    .action(async (mechanism: string, file: string) => {
      const user = await userMechanism(mechanism, mechanisms, ['market']);
      const { marketDocument } = await import('../market/index.js');
      const held = user?.kind === 'market' ? user.run : (mechanism as MarketMechanismName);
      await answerJson(file, (document, path) => marketDocument(held, document, path));
    });
}
