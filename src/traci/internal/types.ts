/** Type bytes of TraCI values ("Protocol/Types" in SUMO's documentation). */
export const TYPE_LON_LAT = 0x00;
export const TYPE_POSITION_2D = 0x01;
export const TYPE_LON_LAT_ALT = 0x02;
export const TYPE_POSITION_3D = 0x03;
export const TYPE_ROADMAP = 0x04;
export const TYPE_POLYGON = 0x06;
export const TYPE_UBYTE = 0x07;
export const TYPE_BYTE = 0x08;
export const TYPE_INTEGER = 0x09;
export const TYPE_DOUBLE = 0x0b;
export const TYPE_STRING = 0x0c;
export const TYPE_STRING_LIST = 0x0e;
export const TYPE_COMPOUND = 0x0f;
export const TYPE_DOUBLE_LIST = 0x10;
export const TYPE_COLOR = 0x11;

const names: Readonly<Record<number, string>> = {
  [TYPE_LON_LAT]: 'lon-lat position',
  [TYPE_POSITION_2D]: '2D position',
  [TYPE_LON_LAT_ALT]: 'lon-lat-alt position',
  [TYPE_POSITION_3D]: '3D position',
  [TYPE_ROADMAP]: 'road position',
  [TYPE_POLYGON]: 'polygon',
  [TYPE_UBYTE]: 'unsigned byte',
  [TYPE_BYTE]: 'byte',
  [TYPE_INTEGER]: 'integer',
  [TYPE_DOUBLE]: 'double',
  [TYPE_STRING]: 'string',
  [TYPE_STRING_LIST]: 'list of strings',
  [TYPE_COMPOUND]: 'compound',
  [TYPE_DOUBLE_LIST]: 'list of doubles',
  [TYPE_COLOR]: 'color',
};

/** Writes a byte as SUMO's documentation does: `0x0b`. */
export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

/** The name of a type byte, for messages. */
export function typeName(type: number): string {
  return `${names[type] ?? 'unknown type'} (${hex(type)})`;
}
