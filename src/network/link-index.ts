import Flatbush from 'flatbush';
import { footOnSegment } from './polyline.js';
import type { RoadNetwork } from './road-network.js';

/** A place on a link, near to a point. */
export interface LinkFoot {
  /** Index of the link. */
  readonly link: number;
  /** Lane position, m from the beginning of the link, 0 to its length. */
  readonly offset: number;
  /** Straight distance from the point to the middle of the link, m. */
  readonly distance: number;
  readonly x: number;
  readonly y: number;
}

export interface NearestOptions {
  /** Links farther away are not found, m; default: no limit. */
  readonly maxDistance?: number;
  /** Which links (by index) count; default those open to passenger cars. */
  readonly accept?: (link: number) => boolean;
}

/** Finds the links near a point, by an R-tree over the segments of their shapes. */
export class LinkIndex {
  private readonly network: RoadNetwork;
  private readonly tree: Flatbush;
  /** Of each segment in the tree: its link, its number in the shape, and the metres of shape before it. */
  private readonly linkOf: Int32Array;
  private readonly segmentOf: Int32Array;
  private readonly before: Float64Array;

  constructor(network: RoadNetwork) {
    this.network = network;
    const segments = network.links.reduce((sum, link) => sum + link.shape.length / 2 - 1, 0);
    this.tree = new Flatbush(segments);
    this.linkOf = new Int32Array(segments);
    this.segmentOf = new Int32Array(segments);
    this.before = new Float64Array(segments);
    let item = 0;
    for (const { index, shape } of network.links) {
      let along = 0;
      for (let i = 0; i + 2 < shape.length; i += 2) {
        const [x0, y0, x1, y1] = [shape[i], shape[i + 1], shape[i + 2], shape[i + 3]];
        this.tree.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
        this.linkOf[item] = index;
        this.segmentOf[item] = i / 2;
        this.before[item++] = along;
        along += Math.hypot(x1 - x0, y1 - y0);
      }
    }
    this.tree.finish();
  }

  /** The link nearest to (x, y), m; of equally near ones that with the lowest index; `undefined` when none is near enough. */
  nearest(x: number, y: number, options: NearestOptions = {}): LinkFoot | undefined {
    const filter = this.filter(options);
    const limit = options.maxDistance ?? Number.POSITIVE_INFINITY;
    // The nearest boxes give a bound; whatever could be nearer lies in a box within that bound.
    let bound = Number.POSITIVE_INFINITY;
    for (const item of this.tree.neighbors(x, y, 4, limit, filter)) {
      const { squared } = footOnSegment(
        this.network.links[this.linkOf[item]].shape,
        this.segmentOf[item],
        x,
        y,
      );
      bound = Math.min(bound, Math.sqrt(squared));
    }
    if (bound === Number.POSITIVE_INFINITY) return undefined;
    // A little farther: the end of a link can lie beyond its box by rounding.
    const found = this.within(x, y, bound + 1e-6, options)[0];
    return found.distance <= limit ? found : undefined;
  }

  /** All links within `radius` metres of (x, y), each with its nearest place; nearest first, then by index. */
  within(x: number, y: number, radius: number, options: NearestOptions = {}): LinkFoot[] {
    const best = new Map<number, { item: number; fraction: number; squared: number }>();
    for (const item of this.tree.search(
      x - radius,
      y - radius,
      x + radius,
      y + radius,
      this.filter(options),
    )) {
      const link = this.linkOf[item];
      const foot = footOnSegment(this.network.links[link].shape, this.segmentOf[item], x, y);
      const known = best.get(link);
      const nearer =
        known === undefined ||
        foot.squared < known.squared ||
        (foot.squared === known.squared && this.segmentOf[item] < this.segmentOf[known.item]);
      if (foot.squared <= radius * radius && nearer) best.set(link, { item, ...foot });
    }
    return [...best.values()]
      .map(({ item, fraction, squared }) => this.foot(item, fraction, Math.sqrt(squared)))
      .sort((a, b) => a.distance - b.distance || a.link - b.link);
  }

  private filter({ accept }: NearestOptions): (item: number) => boolean {
    const { links } = this.network;
    if (accept === undefined) return (item) => links[this.linkOf[item]].passenger;
    return (item) => accept(this.linkOf[item]);
  }

  private foot(item: number, fraction: number, distance: number): LinkFoot {
    const link = this.linkOf[item];
    const { shape, length } = this.network.links[link];
    const i = 2 * this.segmentOf[item];
    const [dx, dy] = [shape[i + 2] - shape[i], shape[i + 3] - shape[i + 1]];
    const along = this.before[item] + fraction * Math.hypot(dx, dy);
    const offset = Math.min(length, along / this.network.shapeScale(link));
    return { link, offset, distance, x: shape[i] + fraction * dx, y: shape[i + 1] + fraction * dy };
  }
}
