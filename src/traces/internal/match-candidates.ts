import type { LinkIndex, RoadNetwork } from '../../network/index.js';
import type { GpsTrace } from '../gps-trace.js';

/** A place where the vehicle may have been at a fix. */
export interface Candidate {
  readonly link: number;
  /** Lane position, m. */
  readonly offset: number;
  /** From the fix, m. */
  readonly distance: number;
  /** Log-probability of the fix there, up to a common summand. */
  readonly emission: number;
}

/** Standard deviation of a heading, degrees, and the most that one may count against a link (log-probability). */
const headingSpread = 30;
const headingLimit = 6;
/** Slower than this, a heading is noise, m/s. */
const slowest = 2;

/** Direction of a link at a lane position, degrees clockwise from north. */
function directionAt(network: RoadNetwork, link: number, offset: number): number {
  const from = network.pointOnLink(link, Math.max(0, offset - 2));
  const to = network.pointOnLink(link, Math.min(network.lengths[link], offset + 2));
  return (Math.atan2(to.x - from.x, to.y - from.y) * 180) / Math.PI;
}

function headingPenalty(network: RoadNetwork, link: number, offset: number, heading: number): number {
  const difference = Math.abs(directionAt(network, link, offset) - heading) % 360;
  const turned = Math.min(difference, 360 - difference) / headingSpread;
  return Math.min(headingLimit, 0.5 * turned * turned);
}

/**
 * The places on roads near a fix, nearest first: log-probability -d^2 / (2 sigma^2) at the distance d (Newson and Krumm 2009,
 * eq. 1), less for a link that leads elsewhere than the fix heads.
 */
export function candidatesOf(
  trace: GpsTrace,
  fix: number,
  network: RoadNetwork,
  index: LinkIndex,
  options: { readonly sigma: number; readonly radius: number; readonly most: number },
): Candidate[] {
  const near = index.within(trace.x[fix], trace.y[fix], options.radius);
  if (near.length > options.most) near.length = options.most;
  const heading = trace.headings?.[fix] ?? Number.NaN;
  const speed = trace.speeds?.[fix] ?? Number.NaN;
  const heads = Number.isFinite(heading) && !(speed < slowest);
  return near.map(({ link, offset, distance }) => {
    const penalty = heads ? headingPenalty(network, link, offset, heading) : 0;
    return { link, offset, distance, emission: -0.5 * (distance / options.sigma) ** 2 - penalty };
  });
}
