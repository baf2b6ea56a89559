import { z } from 'zod';
import { type BlockSizes, blockBytes } from './vehicle-block.js';

/** The first line of every recording; what follows the name is the version of the format. */
export const family = 'bidlane recorded traffic ';
export const formatVersion = 2;
export const magic = `${family}${formatVersion}\n`;

/** What a person should give in place of a file that is no good. */
export const rightFile = 'a recording written whole by `bidlane run SCENARIO --record FILE`';

const count = z.int().nonnegative();
const size = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { message: '64 hexadecimal digits' });

/** Everything that traffic follows from, but for how long it goes on. */
const identity = z.strictObject({
  sumo: z.string().min(1).describe('version of SUMO'),
  network: sha256.describe('content of the network'),
  demand: sha256.describe('content of the demand file: routes to draw from, or vehicles'),
  arrivals: z
    .strictObject({
      process: z.string(),
      rate: z.union([z.number(), z.array(z.strictObject({ from: z.number(), rate: z.number() }))]),
      trials: z.number(),
    })
    .nullable()
    .describe('law of the departures; null for a ready demand'),
  stepLength: z.number().positive().describe('s'),
  options: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('further options of SUMO'),
  seed: z.string().describe('text from which the random numbers of the replication follow'),
});

const block = z.strictObject({
  bytes: size.describe('compressed'),
  steps: size,
  rows: count,
  runs: count,
  departures: count,
  arrivals: count,
  teleports: count,
});

/** The third line of a recording, as JSON. The second is the SHA-256 of everything behind it. */
export const headerSchema = z.strictObject({
  traffic: identity,
  source: z.string().describe('what moved the vehicles, as it calls itself'),
  until: z.number().positive().describe('simulated time to which departures were made, s'),
  steps: size,
  vehicles: count,
  edges: count,
  routes: count,
  routeEdges: count.describe('links of all routes together'),
  dictionary: z.strictObject({
    names: size.describe('bytes, compressed'),
    namesRaw: size.describe('bytes, not compressed'),
    routes: size.describe('bytes, compressed'),
  }),
  blocks: z.array(block),
  travelTimes: z
    .strictObject({
      key: sha256.describe('of what the model depends on'),
      model: size.describe('bytes, compressed'),
      modelRaw: size.describe('bytes, not compressed'),
      examples: size.describe('bytes, compressed'),
      examplesRaw: size.describe('bytes, not compressed'),
    })
    .nullable(),
});

export type TrafficIdentity = z.output<typeof identity>;
export type BlockEntry = z.output<typeof block>;
export type RecordingHeader = z.output<typeof headerSchema>;

/** No part of a recording is larger before compression: a larger one is a mistake, and memory is not given to it. */
const largestPart = 2 ** 30;
/** Deflate cannot do better than about 1 : 1032. */
const bestRatio = 1032;

/** The bytes behind the header, by the header. */
export function bodyBytes(header: RecordingHeader): number {
  const { dictionary, blocks, travelTimes } = header;
  return (
    dictionary.names +
    dictionary.routes +
    blocks.reduce((total, { bytes }) => total + bytes, 0) +
    (travelTimes === null ? 0 : travelTimes.model + travelTimes.examples)
  );
}

/** The size of the routes of the dictionary before compression, bytes. */
export function routesBytes(header: Pick<RecordingHeader, 'routes' | 'routeEdges'>): number {
  return 4 * (header.routes + header.routeEdges);
}

/** Whether the parts can be as large as the header says, so that it is safe to make room for them. */
export function isPlausible(header: RecordingHeader): boolean {
  const { dictionary, travelTimes } = header;
  const fits = (raw: number, compressed: number): boolean =>
    raw <= largestPart && raw <= bestRatio * compressed + 64;
  const blockFits = (entry: BlockSizes & { readonly bytes: number }): boolean =>
    fits(blockBytes(entry), entry.bytes);
  const models =
    travelTimes === null ||
    (fits(travelTimes.modelRaw, travelTimes.model) && fits(travelTimes.examplesRaw, travelTimes.examples));
  const steps = header.blocks.reduce((total, entry) => total + entry.steps, 0);
  return (
    models &&
    steps === header.steps &&
    fits(dictionary.namesRaw, dictionary.names) &&
    fits(routesBytes(header), dictionary.routes) &&
    header.blocks.every(blockFits)
  );
}
