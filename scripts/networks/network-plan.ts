import type { DemandOptions, RoutePoolOptions } from '../../src/network/index.js';
import type { PlainConnection, PlainEdge, PlainNode } from './plain-xml.js';

/** Everything that makes one folder of sumo-configs/. */
export interface NetworkPlan {
  readonly name: string;
  readonly nodes: readonly PlainNode[];
  readonly edges: readonly PlainEdge[];
  readonly connections?: readonly PlainConnection[];
  /** Options of netconvert. */
  readonly netconvert: readonly string[];
  readonly pool: RoutePoolOptions;
  readonly demand: DemandOptions;
  /** Changes the text of the net before it is written, for what netconvert cannot be told. */
  readonly patch?: (net: string) => string;
  /** What it is, in Markdown. */
  readonly about: string;
}
