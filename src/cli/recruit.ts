import type { Command } from 'commander';
import { answerJson } from './json-document.js';

const shapes = `
Input, one JSON document (or an array of them, answered by an array in order):
    {"types": [{"arrival": 0.3, "cost": 5, "capability": 0.4}       a vehicle comes in a slot with a probability
             | {"success": 0.12, "payment": 1.5}                    a qualified report, and the expected payment, in a slot
             | {"rate": 0.5, "cost": 5, "capability": 0.4}          a Poisson number of vehicles comes in a slot
             | {"counts": [0.6, 0.3, 0.1], "cost": 5, "capability": 0.4}],   probabilities of 0, 1, 2, .. vehicles in a slot
     "beta": 0.1,            weight of freshness against payments, 0 to 1
     "epsilon": 1,           worth of a squared slot of age (default 1)
     "solver": "exact" | "rvi" | "srvi" | "bound-rvi",              default exact
     "states": 1000, "tolerance": 1e-10, "aperiodicity": 0.5}       for the iterations: states to begin with (more are taken
                                                                    where the policy needs them), span test, weight of the new value
  compare also takes   "baselines": "paper" | "all"                 default paper
  simulate also takes  "policy": [{"fromAge": 1, "recruit": [0]}], "slots": 100000, "seed": 1

Output:
  solve
    {"payoff", "averageAge", "averageCost",
     "order":  [{"recruit": [0, 2], "success", "payment", "marginalCost"}],   from the empty set on
     "policy": [{"fromAge": 1, "recruit": []}, {"fromAge": 7, "recruit": [0, 2]}],
     "iterations", "bellmanEvaluations", "converged"}
  compare
    {"enter", "zeroWait", "draim", "auction", "myopic"}, each {"payoff", "averageAge", "averageCost", "policy"}; with "all" also
    "constantSet", "singleSet", each with "exact", and "arrivalAware", "clairvoyant", each {"payoff", "averageAge", "averageCost", "decisions"}
  thresholds
    {"payoff", "steps": [{"from": [], "to": [0], "marginalCost", "threshold", "bounds": {"printed", "corrected", "tight"}}]}
  simulate
    {"policy", "predicted": {"payoff", "averageAge", "averageCost"},
     "realised": {"payoff", "averageAge", "averageCost", "standardError", "slots", "updates", "reports", "wastedCost"}}
Types are numbered from 0. Ages in slots, 1 after an update. A payoff without any update is null, as is the age then.`;

const descriptions = {
  solve: 'the optimal recruitment policy of a point of interest: JSON in, JSON out',
  compare: 'the optimal policy beside the baselines: JSON in, JSON out',
  thresholds: 'the thresholds of the optimal policy and their bounds: JSON in, JSON out',
  simulate: 'play a policy slot by slot: JSON in, JSON out',
} as const;
type Question = keyof typeof descriptions;

/** `bidlane recruit solve|compare|thresholds|simulate [FILE]`: keeping a map fresh, from JSON to JSON. */
export function registerRecruit(program: Command): void {
  const recruit = program.command('recruit').description('recruit vehicles that keep a map fresh');
  const register = (question: Question): void => {
    recruit
      .command(question)
      .description(descriptions[question])
      .argument('[file]', 'JSON file, or - for standard input', '-')
      .addHelpText('after', shapes)
      .action(async (file: string) => {
        const freshness = await import('../freshness/index.js');
        const documents = {
          solve: freshness.recruitSolveDocument,
          compare: freshness.recruitCompareDocument,
          thresholds: freshness.recruitThresholdsDocument,
          simulate: freshness.recruitSimulateDocument,
        };
        await answerJson(file, documents[question]);
      });
  };
  register('solve');
  register('compare');
  register('thresholds');
  register('simulate');
}
