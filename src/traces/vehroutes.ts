import { InputError } from '../input/index.js';
import { BrokenTraceError } from './broken-trace-error.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import { sumoTime } from './internal/sumo-time.js';
import { addTrip, type VehrouteElement } from './internal/vehroute-trip.js';
import { streamXml, XmlFault } from './internal/xml-stream.js';
import { LinkTraversalBuilder, type LinkTraversals } from './link-traversals.js';

/** What a vehroute file held. */
export interface Vehroutes {
  readonly traversals: LinkTraversals;
  /** Vehicles that ended their trip. */
  readonly arrived: number;
  /** Vehicles still on their way when the simulation ended: the links they have left count, the one they are on does not. */
  readonly underway: number;
  /** Vehicles left out because a teleport or a reroute made SUMO put their exit times at the wrong links. */
  readonly misaligned: number;
  /** Vehicles that never departed. */
  readonly waiting: number;
  /** Links of the file that the network does not have, with the number of traversals lost with them. */
  readonly unknownLinks: ReadonlyMap<string, number>;
}

const right = 'a whole vehroute file of SUMO, plain or gzipped';

/** How a vehroute file is read. */
export interface VehrouteOptions extends ReadingOptions {
  /** Free-flow time of every link in s, to recognise trips whose exit times a teleport misaligned. Without it fewer are found. */
  readonly freeFlowTimes?: ArrayLike<number>;
  /** What to do with a link the network lacks: `refuse` the file (default), or leave its traversals out and `count` them. */
  readonly unknownLinks?: 'refuse' | 'count';
}

/**
 * The arguments that make SUMO write a vehroute file for {@link readVehroutes}: exit times, vehicles still under
 * way, and the junctions' internal lanes, without which the time on a junction would fall to the link after it.
 * A name ending in `.gz` is written compressed.
 */
export function vehrouteOptions(file: string): string[] {
  return [
    ...['--vehroute-output', file],
    ...['--vehroute-output.exit-times', 'true'],
    ...['--vehroute-output.write-unfinished', 'true'],
    ...['--vehroute-output.internal', 'true'],
  ];
}

/**
 * Reads the link traversals from a vehroute file of SUMO, plain or gzipped, in constant memory but for the result.
 *
 * An exit time is the first time step at which the vehicle is no longer on the link, the same clock as departure,
 * arrival and FCD output; its resolution is the step length. A traversal runs from there to the exit of the
 * next link: where the file lists internal lanes ({@link vehrouteOptions}), the time on a junction belongs to the
 * link that ends at it, so signals and turning delays do; in a file without them it falls to the link after.
 * First and last links are marked as partial. A rerouted vehicle counts with the route it really drove.
 *
 * @param path the file
 * @param linkIndexOf the index of a link by its SUMO edge id; `undefined` or negative when the network lacks it
 * @throws InputError when the file cannot be opened, has no exit times, times that run backwards, or unknown links
 * @throws BrokenTraceError when it breaks off or is malformed; `kept` holds what is whole
 */
export async function readVehroutes(
  path: string,
  linkIndexOf: (edge: string) => number | undefined,
  options: VehrouteOptions = {},
): Promise<Vehroutes> {
  const builder = new LinkTraversalBuilder();
  const fates = { arrived: 0, underway: 0, misaligned: 0, waiting: 0 };
  const unknownLinks = new Map<string, number>();
  const rules = {
    linkIndexOf,
    freeFlowTimes: options.freeFlowTimes,
    unknown(edge: string, where: string): void {
      if (options.unknownLinks !== 'count') {
        throw new InputError(
          where,
          `the network has no link ${edge}`,
          'the network that the routes were driven on',
        );
      }
      unknownLinks.set(edge, (unknownLinks.get(edge) ?? 0) + 1);
    },
  };
  const result = (): Vehroutes => ({ traversals: builder.build(), ...fates, unknownLinks });
  let element: VehrouteElement | undefined;
  let begun = false;
  const take = (whole: VehrouteElement): void => {
    fates[addTrip(builder, whole, rules)]++;
    element = undefined;
  };
  try {
    await streamXml(
      path,
      right,
      {
        open(tag) {
          const where = (): string => `${path}:${tag.line}:${tag.column}`;
          if (!begun) {
            begun = true;
            if (!tag.is('routes'))
              throw new InputError(
                where(),
                `begins with <${tag.name}>`,
                'a vehroute file of SUMO begins with <routes>',
              );
          } else if (tag.is('vehicle') || tag.is('trip') || tag.is('flow')) {
            const [id, depart] = [tag.attribute('id'), tag.attribute('depart')];
            if (!tag.is('vehicle') || id === undefined || depart === undefined) {
              throw new InputError(
                where(),
                `a <${tag.name}> that says nothing of a drive`,
                'a vehroute file has <vehicle id depart> elements',
              );
            }
            const arrival = tag.attribute('arrival');
            element = {
              ...{ where: where(), id, depart, arrival },
              ...{ edges: undefined, exitTimes: undefined, stops: [] },
            };
            if (tag.selfClosing) take(element);
          } else if (tag.is('route') && element !== undefined) {
            // Of a rerouted vehicle's routes the last is the one it drove.
            element.edges = tag.attribute('edges');
            element.exitTimes = tag.attribute('exitTimes');
          } else if (tag.is('stop') && element !== undefined) {
            const [lane, started] = [tag.attribute('lane'), tag.attribute('started')];
            if (lane !== undefined && started !== undefined) {
              element.stops.push({ edge: lane.slice(0, lane.lastIndexOf('_')), started: sumoTime(started) });
            }
          }
        },
        close(name) {
          if (name === 'vehicle' && element !== undefined) take(element);
        },
      },
      options,
    );
  } catch (error) {
    if (error instanceof XmlFault) throw new BrokenTraceError(error, result());
    throw error;
  }
  return result();
}
