import { InputError } from '../../input/index.js';
import { type LinkTraversalBuilder, traversalFlag } from '../link-traversals.js';
import { sumoTime } from './sumo-time.js';

/** One `vehicle` element of a vehroute file, as its attributes say. */
export interface VehrouteElement {
  readonly where: string;
  readonly id: string;
  readonly depart: string;
  readonly arrival: string | undefined;
  edges: string | undefined;
  exitTimes: string | undefined;
  /** Times at which planned stops began, with their edges. */
  readonly stops: { readonly edge: string; readonly started: number }[];
}

/** What became of a vehicle. */
export type TripFate = 'arrived' | 'underway' | 'misaligned' | 'waiting';

export interface TripRules {
  readonly linkIndexOf: (edge: string) => number | undefined;
  readonly freeFlowTimes: ArrayLike<number> | undefined;
  /** Called for a link that is not in the network; throws or counts. */
  readonly unknown: (edge: string, where: string) => void;
}

/** A whole link driven faster than this part of its free-flow time was not driven. */
const impossiblePart = 1 / 3;

interface Row {
  readonly edge: string;
  readonly entry: number;
  /** When the vehicle left the link itself. */
  readonly left: number;
  /** When it had crossed the junction behind it, too. */
  exit: number;
}

function times(element: VehrouteElement, edges: readonly string[]): number[] {
  if (element.exitTimes === undefined) {
    throw new InputError(
      element.where,
      `vehicle ${element.id} has no exit times`,
      'the file must be written by SUMO with --vehroute-output.exit-times true',
    );
  }
  const exits = element.exitTimes.split(' ').filter((t) => t !== '');
  if (exits.length !== edges.length) {
    throw new InputError(
      element.where,
      `vehicle ${element.id} has ${exits.length} exit times for ${edges.length} links`,
      'one exit time per link, -1 for a link not left yet',
    );
  }
  return exits.map((text) => {
    const time = sumoTime(text);
    if (Number.isFinite(time)) return time;
    throw new InputError(
      element.where,
      `vehicle ${element.id} has the exit time "${text}"`,
      'a time in seconds or hh:mm:ss',
    );
  });
}

/** The links left so far, each with the junction behind it: internal lanes (`:...`) prolong the link before them. */
function rowsOf(
  element: VehrouteElement,
  edges: readonly string[],
  depart: number,
): { rows: Row[]; whole: boolean } {
  const exits = times(element, edges);
  const rows: Row[] = [];
  let before = depart;
  let k = 0;
  for (; k < edges.length && exits[k] >= 0; k++) {
    const exit = exits[k];
    if (exit < before) {
      throw new InputError(
        element.where,
        `vehicle ${element.id} leaves ${edges[k]} at ${exit} s, before it entered it at ${before} s`,
        'exit times that never run backwards',
      );
    }
    if (!edges[k].startsWith(':')) rows.push({ edge: edges[k], entry: before, left: exit, exit });
    else if (rows.length > 0) rows[rows.length - 1].exit = exit;
    before = exit;
  }
  // On the junction the link that ends there is not over yet.
  if (k < edges.length && edges[k].startsWith(':')) rows.pop();
  return { rows, whole: k === edges.length };
}

/** Whether a route that lists the junctions it crosses lacks one. */
function lacksJunction(edges: readonly string[]): boolean {
  const internal = (edge: string): boolean => edge.startsWith(':');
  return edges.some(internal) && edges.some((edge, k) => k > 0 && !internal(edge) && !internal(edges[k - 1]));
}

/**
 * Adds a vehicle's traversals to the builder and says what became of it.
 *
 * In files with internal lanes SUMO 1.15 can put exit times at the wrong links: after a teleport it lists the
 * junction the vehicle never crossed, and a reroute on a junction drops that junction from the list. Such a vehicle
 * is `misaligned` and adds nothing; it is recognised by a trip that arrived with exits missing, by a junction
 * missing between two links, or by a whole link driven in under a third of its free-flow time.
 */
export function addTrip(builder: LinkTraversalBuilder, element: VehrouteElement, rules: TripRules): TripFate {
  const depart = sumoTime(element.depart);
  if (!(depart >= 0)) return 'waiting';
  const edges = (element.edges ?? '').split(' ').filter((e) => e !== '');
  const { rows, whole } = rowsOf(element, edges, depart);
  const arrived = element.arrival !== undefined;
  if ((arrived && !whole) || lacksJunction(edges)) return 'misaligned';
  const links = rows.map((row) => {
    const link = rules.linkIndexOf(row.edge);
    if (link === undefined || link < 0) {
      rules.unknown(row.edge, element.where);
      return -1;
    }
    return link;
  });
  const { freeFlowTimes } = rules;
  if (freeFlowTimes !== undefined) {
    const last = arrived ? rows.length - 1 : rows.length;
    for (let k = 1; k < last; k++) {
      if (links[k] >= 0 && rows[k].left - rows[k].entry < impossiblePart * freeFlowTimes[links[k]])
        return 'misaligned';
    }
  }
  const vehicle = builder.vehicle(element.id);
  for (const [k, row] of rows.entries()) {
    if (links[k] < 0) continue;
    let flags = k === 0 ? traversalFlag.partialFirst : 0;
    if (arrived && k === rows.length - 1) flags |= traversalFlag.partialLast;
    const stopped = element.stops.some(
      (s) => s.edge === row.edge && s.started >= row.entry && s.started <= row.exit,
    );
    if (stopped) flags |= traversalFlag.plannedStop;
    builder.add(vehicle, links[k], row.entry, row.exit, flags);
  }
  return arrived ? 'arrived' : 'underway';
}
