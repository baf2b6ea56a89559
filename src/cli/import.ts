import { Argument, type Command } from 'commander';
import { writeOut } from './json-document.js';
import { wholeNumber } from './run.js';

interface ImportFlags {
  readonly name?: string;
  readonly out?: string;
  readonly trips?: number;
  readonly seed?: number;
}

/** `bidlane import osm FILE.osm`: a network and a pool of routes from an OpenStreetMap extract. */
export function registerImport(program: Command): void {
  program
    .command('import')
    .description('make a network and its demand from an OpenStreetMap extract, ready for a scenario')
    .addArgument(new Argument('<format>', 'format of the file').choices(['osm']))
    .argument('<file>', 'OpenStreetMap extract as XML: .osm, .osm.xml or .osm.gz')
    .option('--name <name>', 'name of the network (default: name of the file)')
    .option('--out <folder>', 'folder to write (default: sumo-configs/<name>)')
    .option('--trips <n>', 'trips from which the pool of routes is drawn', wholeNumber('--trips', 1))
    .option('--seed <n>', 'seed of the trips', wholeNumber('--seed', 0))
    .action(async (_format: string, file: string, flags: ImportFlags) => {
      const { importOsm } = await import('../network/index.js');
      process.stderr.write(
        `reading ${file} with netconvert, drawing trips, routing them with duarouter ...\n`,
      );
      const { name, folder, ...made } = await importOsm({
        file,
        name: flags.name,
        folder: flags.out,
        trips: flags.trips,
        seed: flags.seed,
      });
      await writeOut(
        [
          `${folder}: ${made.links} links, ${made.junctions} junctions, ${made.routes} routes`,
          'To use it, write into a scenario:',
          '  traffic:',
          `    network: ${folder}/${name}.net.xml`,
          '    demand:',
          `      routes: ${folder}/${name}.rou.xml`,
          '      rate: 30   # departures per minute',
          '',
        ].join('\n'),
      );
    });
}
