import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import { type ColumnPlaces, type GpsLayout, gpsFields, placeColumns } from './gps-columns.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import { gpsTime } from './internal/gps-time.js';
import { cellsOf, streamLines } from './internal/text-lines.js';
import { FaultCounts, type GpsFault } from './trace-faults.js';

/** What the rows of GPS files amount to, over all files. */
export class GpsTally {
  /** Rows without the headings. */
  rows = 0;
  /** Fixes in the network. */
  inside = 0;
  files = 0;
  readonly faults = new FaultCounts<GpsFault>();
  /** What the positions span, as they stand in the files. */
  readonly span = {
    longitude: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    latitude: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  };
}

/** What is done with the rows of a GPS file. */
export interface GpsSink {
  /** A fix in the network, x and y in its metres; speed (m/s) and heading (degrees) are NaN where the row has none. */
  fix(
    vehicle: string,
    time: number,
    x: number,
    y: number,
    speed: number,
    heading: number,
    line: number,
  ): void;
  /** A fix outside it. */
  outside(vehicle: string): void;
}

const right = 'a text file with one GPS fix a line, plain or gzipped';
/** Fixes this far around the roads still count, m. */
const margin = 200;
/** Metres are told from degrees by their size. */
const leastMetres = 1000;

function delimiterOf(first: string): string {
  const counted = [',', ';', '\t'].map((d) => [first.split(d).length, d] as const);
  return counted.reduce((most, next) => (next[0] > most[0] ? next : most))[1];
}

type Place = 'inside' | 'outside' | 'swapped' | 'range' | 'metres';

/** Puts positions of a file into metres of the network. */
class Placer {
  x = 0;
  y = 0;
  readonly #network: RoadNetwork;
  readonly #degrees: boolean;

  constructor(network: RoadNetwork, layout: GpsLayout) {
    this.#network = network;
    this.#degrees = layout.coordinates !== 'network';
    if (this.#degrees && network.projection === undefined)
      throw new InputError(
        network.source,
        'says nothing of where on Earth it lies, so that degrees cannot be placed in it',
        'a network with a projection, or positions in metres of the network (coordinates "network")',
      );
  }

  place(longitude: number, latitude: number): Place {
    if (!this.#degrees) {
      // Degrees of the very place among metres.
      if (this.#project(longitude, latitude)) return 'metres';
      this.x = longitude;
      this.y = latitude;
      return this.#isInside() ? 'inside' : 'outside';
    }
    if (Math.abs(longitude) > leastMetres || Math.abs(latitude) > leastMetres) return 'metres';
    if (this.#project(longitude, latitude)) return 'inside';
    const { x, y } = this;
    if (this.#project(latitude, longitude)) return 'swapped';
    this.x = x;
    this.y = y;
    return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? 'outside' : 'range';
  }

  /** Whether degrees lie in the network; x and y say where. */
  #project(longitude: number, latitude: number): boolean {
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return false;
    const point = this.#network.projection?.fromLonLat(longitude, latitude);
    if (point === undefined || !Number.isFinite(point[0]) || !Number.isFinite(point[1])) return false;
    [this.x, this.y] = point;
    return this.#isInside();
  }

  #isInside(): boolean {
    const { minX, minY, maxX, maxY } = this.#network.boundingBox;
    return (
      this.x >= minX - margin && this.x <= maxX + margin && this.y >= minY - margin && this.y <= maxY + margin
    );
  }
}

/**
 * Reads a file of GPS fixes row by row in constant memory. A row that cannot be used is counted by kind, never dropped silently.
 * @param layout which column is what; by default the usual names in the first line
 * @param tally rows and faults so far; added to
 * @throws InputError when the file cannot be opened, the columns are not known, or the network has no projection
 * @returns what broke a compressed file, if it did
 */
export async function readGpsFile(
  path: string,
  network: RoadNetwork,
  layout: GpsLayout,
  sink: GpsSink,
  tally: GpsTally,
  options: ReadingOptions = {},
): Promise<InputError | undefined> {
  const placer = new Placer(network, layout);
  const { timeFormat = 'auto', utcOffset = 0 } = layout;
  const { faults, span } = tally;
  let delimiter = layout.delimiter ?? '';
  let places: ColumnPlaces | undefined;
  let least = 0;
  let rows = 0;
  tally.files++;
  /** Takes a row; what is wrong with it. */
  const take = (cells: readonly string[], at: ColumnPlaces, line: number): GpsFault | undefined => {
    const vehicle = cells[at.id].trim();
    if (vehicle === '') return 'id';
    const time = gpsTime(cells[at.time].trim(), timeFormat, utcOffset);
    if (!Number.isFinite(time)) return 'time';
    const [longitude, latitude] = [numberOf(cells[at.longitude]), numberOf(cells[at.latitude])];
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return 'position';
    if (longitude === 0 && latitude === 0 && layout.coordinates !== 'network') return 'zero';
    widen(span.longitude, longitude);
    widen(span.latitude, latitude);
    const place = placer.place(longitude, latitude);
    if (place === 'outside') sink.outside(vehicle);
    if (place !== 'inside') return place;
    tally.inside++;
    const [speed, heading] = [at.speed, at.heading].map((k) => (k < 0 ? Number.NaN : numberOf(cells[k])));
    sink.fix(vehicle, time, placer.x, placer.y, speed, heading, line);
    return undefined;
  };
  const end = await streamLines(
    path,
    right,
    (line, number) => {
      if (line.trim() === '') return;
      if (delimiter === '') delimiter = delimiterOf(line);
      const cells = cellsOf(line, delimiter);
      if (places === undefined) {
        const found = placeColumns(cells ?? [], layout, path);
        places = found.places;
        least = Math.max(...gpsFields.map((field) => found.places[field])) + 1;
        if (found.heading) return;
      }
      rows++;
      const kind = cells === undefined || cells.length < least ? 'columns' : take(cells, places, number);
      if (kind !== undefined) faults.add(kind, path, number, line);
    },
    options,
  );
  tally.rows += rows;
  if (rows === 0) faults.add('empty', path, 0, '');
  return end === 'whole' ? undefined : new InputError(path, end.fault, right, { cause: end.cause });
}

function numberOf(cell: string): number {
  const text = cell.trim();
  return text === '' ? Number.NaN : Number(text);
}

function widen(range: number[], value: number): void {
  if (value < range[0]) range[0] = value;
  if (value > range[1]) range[1] = value;
}

/**
 * Whether the rows read can be right as a whole.
 * @param source the files, for the message
 * @throws InputError when there is no row, none can be used, longitude and latitude are exchanged, or all lie elsewhere
 */
export function checkGpsTally(tally: GpsTally, network: RoadNetwork, source: string): void {
  const { rows, inside, faults, span } = tally;
  if (rows === 0) throw new InputError(source, 'holds no row', right);
  const swapped = faults.count('swapped');
  if (swapped > inside)
    throw new InputError(
      source,
      `longitude and latitude are exchanged: ${swapped} of ${rows} rows lie in the network the other way round, ${inside} as they stand`,
      'the columns of longitude and latitude the other way round',
    );
  const metres = faults.count('metres');
  if (metres > inside)
    throw new InputError(
      source,
      `${metres} of ${rows} positions are in the other kind of coordinates, ${inside} fit`,
      'all in degrees of longitude and latitude, or all in metres of the network (coordinates "network")',
    );
  if (inside > 0) return;
  const kinds = faults.all().filter(({ kind }) => kind !== 'empty');
  const outside = faults.count('outside');
  if (outside === 0) {
    const listed = kinds.map(({ kind, count, where }) => `${kind} ${count} (first at ${where})`).join(', ');
    throw new InputError(source, `none of its ${rows} rows can be used: ${listed}`, right);
  }
  const range = ([low, high]: readonly number[]): string => `${round(low)} .. ${round(high)}`;
  throw new InputError(
    source,
    `none of its ${rows} fixes lies in the network: they span ${range(span.longitude)} by ${range(span.latitude)}`,
    extentOf(network),
  );
}

const round = (value: number): number => Number(value.toPrecision(8));

/** What a network spans, as a message says it. */
function extentOf(network: RoadNetwork): string {
  const { minX, minY, maxX, maxY } = network.boundingBox;
  const metres = `x ${round(minX)} .. ${round(maxX)} m by y ${round(minY)} .. ${round(maxY)} m`;
  const { projection } = network;
  if (projection === undefined) return `${network.source} spans ${metres}`;
  const [west, south] = projection.toLonLat(minX, minY);
  const [east, north] = projection.toLonLat(maxX, maxY);
  const degrees = [west, east, south, north].map((value) => value.toFixed(4));
  return `${network.source} spans longitude ${degrees[0]} .. ${degrees[1]} by latitude ${degrees[2]} .. ${degrees[3]} (${metres})`;
}
