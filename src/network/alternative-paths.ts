import type { RoadNetwork } from './road-network.js';
import type { Path, PathFinder } from './shortest-path.js';

interface Candidate extends Path {
  readonly key: string;
}

function cheaper(a: Candidate, b: Candidate): number {
  if (a.cost !== b.cost) return a.cost - b.cost;
  const length = Math.min(a.links.length, b.links.length);
  for (let i = 0; i < length; i++) if (a.links[i] !== b.links[i]) return a.links[i] - b.links[i];
  return a.links.length - b.links.length;
}

/** Whether a path passes no junction twice. */
function passesOnce(network: RoadNetwork, links: readonly number[]): boolean {
  const passed = new Set<number>([network.links[links[0]].from]);
  for (const link of links) {
    const { to } = network.links[link];
    if (passed.has(to)) return false;
    passed.add(to);
  }
  return true;
}

/**
 * The `count` cheapest paths from one link to another that pass no junction twice, cheapest first (Yen 1971, on links, so that
 * forbidden turns are kept). Fewer where there are no more. Which of several equally cheap ones are given is always the same.
 * @param finder a search with the costs to use
 * @param from index of the first link, part of every path
 * @param to index of the last link, part of every path
 * @param maxExamined gives up after so many paths were looked at, those that pass a junction twice included
 */
export function alternativePaths(
  finder: PathFinder,
  from: number,
  to: number,
  count: number,
  maxExamined = 10_000,
): Path[] {
  const { network } = finder;
  const found: Path[] = [];
  const examined: Candidate[] = [];
  const known = new Set<string>();
  const candidates: Candidate[] = [];
  const propose = (path: Path | undefined): void => {
    if (path === undefined) return;
    const key = path.links.join(' ');
    if (known.has(key)) return;
    known.add(key);
    const candidate = { ...path, key };
    const place = candidates.findIndex((other) => cheaper(candidate, other) < 0);
    candidates.splice(place < 0 ? candidates.length : place, 0, candidate);
  };
  if (count > 0) propose(finder.path(from, to));
  const barriers = new Uint8Array(network.links.length);
  for (let path = candidates.shift(); path !== undefined; path = candidates.shift()) {
    examined.push(path);
    if (passesOnce(network, path.links)) found.push({ links: path.links, cost: path.cost });
    if (found.length >= count || examined.length >= maxExamined) break;
    for (const detour of detours(finder, path, examined, to, barriers)) propose(detour);
  }
  return found;
}

/** The cheapest paths that leave `path` at each of its links and are no part of `examined`. */
function* detours(
  finder: PathFinder,
  path: Path,
  examined: readonly Path[],
  to: number,
  barriers: Uint8Array,
): Generator<Path> {
  const { network, costs } = finder;
  const passed = new Set<number>([network.links[path.links[0]].from]);
  let rootCost = 0;
  for (let i = 0; i + 1 < path.links.length; i++) {
    const spur = path.links[i];
    if (passed.has(network.links[spur].to)) return;
    passed.add(network.links[spur].to);
    const root = path.links.slice(0, i);
    const afterFirst = new Set<number>();
    for (const other of examined) {
      if (other.links[i] === spur && root.every((link, j) => other.links[j] === link))
        afterFirst.add(other.links[i + 1]);
    }
    barriers.fill(0);
    for (const link of network.links) if (passed.has(link.to)) barriers[link.index] = 1;
    const rest = finder.path(spur, to, { links: barriers, afterFirst });
    if (rest !== undefined) yield { links: [...root, ...rest.links], cost: rootCost + rest.cost };
    const turn = network.connection(spur, path.links[i + 1]);
    rootCost += costs.links[spur] + (turn === undefined ? 0 : costs.connections[turn.index]);
  }
}
