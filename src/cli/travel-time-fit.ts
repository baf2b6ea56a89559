import type { Command } from 'commander';
import { jsonText, writeOut } from './json-document.js';
import { type FitFlags, fitSettings, traceFiles, withFitOptions } from './travel-time-options.js';

interface Flags extends FitFlags {
  readonly out: string;
  readonly json?: boolean;
}

/** `bidlane travel-time fit TRACES...`: link travel times by time slot, from traces to a model file. */
export function registerTravelTimeFit(parent: Command): void {
  withFitOptions(
    parent
      .command('fit')
      .description('fit the travel times of links, by time slot, from traces')
      .argument('<traces...>', traceFiles),
  )
    .requiredOption('--out <file>', 'model file to write')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
Fits each link and time slot by maximum likelihood, shrunk to the slots around and to the link as a whole where traversals are few.
Prints the traversals used and left out, by reason, and the links that fell back to their free-flow time. All times in s.
  --json: {"file", "family", "slotLength", "slots", "links", "fallbackLinks", "used", "clipped", "partial", "outside", "impossible",
           "slotLengths": [{"slotLength", "crps"}] with --slot-length auto}
Example: bidlane travel-time fit rounds/*.xml.gz --network beijing.net.xml --slot-length auto --out beijing.model`,
    )
    .action(async (traces: string[], flags: Flags) => {
      const [{ readNetwork }, { chooseFit, fitLinkTravelTimes, readRounds, writeModel }] = await Promise.all([
        import('../network/index.js'),
        import('../traveltime/index.js'),
      ]);
      const network = await readNetwork(flags.network);
      const rounds = await readRounds(traces, network);
      const { options, slotLengths } = chooseFit(rounds, network.freeFlowTimes, fitSettings(flags));
      const { model, ...counts } = fitLinkTravelTimes(rounds, options);
      await writeModel(flags.out, model);
      const { slotLength, slots, links, family = 'normal' } = model;
      if (flags.json === true) {
        const summary = { file: flags.out, family, slotLength, slots, links, ...counts };
        return writeOut(
          `${jsonText({ ...summary, ...(slotLengths === undefined ? {} : { slotLengths }) }, 2)}\n`,
        );
      }
      const { used, clipped, partial, outside, impossible, fallbackLinks } = counts;
      const lines = [
        `${flags.out}: ${links} links, ${slots} slots of ${slotLength} s, ${family}`,
        ...(slotLengths ?? []).map(
          (s) =>
            `  slots of ${s.slotLength} s: ${s.crps.toFixed(3)} s (CRPS of a traversal, cross-validated)`,
        ),
        `${used} traversals used, ${clipped} of them so long that they count as less`,
        `left out: ${partial} of first or last links or with a planned stop, ${outside} outside the slots, ${impossible} too fast to be true`,
        `${fallbackLinks} links have fewer traversals than asked for, and their free-flow time`,
      ];
      return writeOut(`${lines.join('\n')}\n`);
    });
}
