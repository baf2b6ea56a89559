import type { Command } from 'commander';
import { answerJson } from './json-document.js';
import { registerTravelTimeEvaluate } from './travel-time-evaluate.js';
import { registerTravelTimeFit } from './travel-time-fit.js';

const shapes = `
Input, one JSON document (or an array of them, answered by an array in order):
    {"slotLength": 60,
     "links": [[[mu, sigma] per slot] per link of the path, in order],
     "firstLinkFraction": 1,            part of the first link's time that is still ahead
     "tasks": [{"linkFractions": [per link], "processingTime": 9}],
     "boundaries": [T_1 .. T_K],
     "estimator": "coupled" | "paper" | "mixture" | "grid"}
    linkFractions[0] already contains firstLinkFraction; links after the task's link have 0.

Output:
    {"tasks": [{"mean", "sd", "completion": [q^1 .. q^K], "late": P(t > T_K)}], "slotProbabilities": [[per slot] per link]}
Times in s from the departure.`;

/** `bidlane travel-time`: fits link travel times, predicts trips (from JSON to JSON), and judges forecasts. */
export function registerTravelTime(program: Command): void {
  const group = program.command('travel-time').description('travel-time distributions of links and trips');
  registerTravelTimeFit(group);
  registerTravelTimeEvaluate(group);
  group
    .command('predict')
    .description('predict the completion times of tasks along a path: JSON in, JSON out')
    .argument('[file]', 'JSON file, or - for standard input', '-')
    .addHelpText('after', shapes)
    .action(async (file: string) => {
      const { travelTimePredictDocument } = await import('../traveltime/index.js');
      await answerJson(file, travelTimePredictDocument);
    });
}
