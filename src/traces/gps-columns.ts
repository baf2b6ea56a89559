import { InputError, nearestName } from '../input/index.js';
import { type TimeFormat, timeFormats } from './internal/gps-time.js';

/** What a column of GPS data holds. */
export const gpsFields = ['id', 'time', 'longitude', 'latitude', 'speed', 'heading'] as const;
export type GpsField = (typeof gpsFields)[number];

/** How rows of GPS data are to be read. */
export interface GpsLayout {
  /**
   * Of each field the column: its name in the first line, or its number from 1. Speed (m/s) and heading (degrees clockwise from
   * north) may be missing. By default the usual names are looked for in the first line.
   */
  readonly columns?: Readonly<Partial<Record<GpsField, string | number>>>;
  /** Between two columns; by default the one of `,`, `;` and tabulator that the first line holds most of. */
  readonly delimiter?: string;
  /** `auto` by default. */
  readonly timeFormat?: TimeFormat;
  /** Hours that the clock of the traffic is ahead of UTC; added to times that are in UTC or say their zone. 0 by default. */
  readonly utcOffset?: number;
  /** `degrees` of WGS 84 (default), or metres of the `network`. */
  readonly coordinates?: 'degrees' | 'network';
}

/** Layouts by name. */
export const gpsPresets: Readonly<Record<'tdrive', GpsLayout>> = {
  /** Microsoft's T-Drive: `id,YYYY-MM-DD HH:MM:SS,longitude,latitude`, one file per taxi, local time of Beijing. */
  tdrive: { columns: { id: 1, time: 2, longitude: 3, latitude: 4 }, delimiter: ',', timeFormat: 'datetime' },
};

/** Names under which columns are often found. */
const known: Readonly<Record<GpsField, readonly string[]>> = {
  id: [
    'id',
    'vehicle',
    'vehicle_id',
    'vehicleid',
    'taxi',
    'taxi_id',
    'trip_id',
    'device',
    'device_id',
    'car_id',
  ],
  time: ['time', 'timestamp', 'datetime', 'date_time', 'gps_time', 't'],
  longitude: ['longitude', 'lon', 'lng', 'long', 'x'],
  latitude: ['latitude', 'lat', 'y'],
  speed: ['speed', 'velocity'],
  heading: ['heading', 'bearing', 'course', 'direction', 'angle', 'azimuth'],
};
const needed: readonly GpsField[] = ['id', 'time', 'longitude', 'latitude'];

/**
 * Reads a mapping as it is written on a command line: `id=1,time=2,longitude=3,latitude=4`, or with names of the first line.
 * @throws InputError for an unknown field, or one that stands twice
 */
export function parseGpsColumns(text: string, where: string): NonNullable<GpsLayout['columns']> {
  const columns: Partial<Record<GpsField, string | number>> = {};
  for (const part of text.split(',')) {
    const [, name = part.trim(), column = ''] = /^([^=]*)=(.*)$/.exec(part.trim()) ?? [];
    const field = gpsFields.find((f) => f === name.trim());
    if (field === undefined) {
      const near = nearestName(name, gpsFields);
      const right =
        near === undefined ? `FIELD=COLUMN with one of ${gpsFields.join(', ')}` : `did you mean ${near}?`;
      throw new InputError(where, `knows no field ${JSON.stringify(name)}`, right);
    }
    if (column.trim() === '')
      throw new InputError(where, `${field} has no column`, `${field}=NAME or ${field}=NUMBER, from 1`);
    if (columns[field] !== undefined) throw new InputError(where, `${field} stands twice`, 'each field once');
    columns[field] = /^\d+$/.test(column.trim()) ? Number(column) : column.trim();
  }
  return columns;
}

/** Where each field stands in a row, from 0; -1 for speed or heading that is not there. */
export type ColumnPlaces = Readonly<Record<GpsField, number>>;

/**
 * Finds the columns of the fields.
 * @param first the cells of the first line
 * @param layout without columns to go by the usual names in the first line
 * @returns the places, and whether the first line is a heading
 * @throws InputError when a column is missing
 */
export function placeColumns(
  first: readonly string[],
  layout: GpsLayout,
  where: string,
): { readonly places: ColumnPlaces; readonly heading: boolean } {
  const names = first.map((cell) => cell.trim().toLowerCase());
  const { columns } = layout;
  let heading = columns === undefined;
  const places: Record<GpsField, number> = {
    id: -1,
    time: -1,
    longitude: -1,
    latitude: -1,
    speed: -1,
    heading: -1,
  };
  for (const field of gpsFields) {
    const column = columns?.[field];
    if (typeof column === 'number') {
      if (column < 1)
        throw new InputError(where, `${field} is in column ${column}`, 'columns are counted from 1');
      places[field] = column - 1;
    } else if (column !== undefined) {
      heading = true;
      places[field] = names.indexOf(column.toLowerCase());
      if (places[field] < 0) {
        const near = nearestName(column, first);
        const right = near === undefined ? `columns are ${first.join(', ')}` : `did you mean ${near}?`;
        throw new InputError(`${where}:1`, `has no column ${JSON.stringify(column)} for ${field}`, right);
      }
    } else if (columns === undefined) places[field] = names.findIndex((name) => known[field].includes(name));
    if (places[field] < 0 && needed.includes(field)) {
      const right =
        columns === undefined
          ? 'a first line with id, time, longitude, latitude, or a mapping such as id=1,time=2,longitude=3,latitude=4'
          : `a mapping with ${needed.join(', ')}`;
      throw new InputError(where, `nothing says which column is the ${field}`, right);
    }
  }
  // Numbers for columns: a first line with words where a position must be is a heading all the same.
  const word = (place: number): boolean =>
    /[a-z]/i.test(first[place] ?? '') && Number.isNaN(Number(first[place]));
  return { places, heading: heading || (word(places.longitude) && word(places.latitude)) };
}

export { type TimeFormat, timeFormats };
