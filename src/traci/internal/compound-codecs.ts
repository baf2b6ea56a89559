import type {
  BestLane,
  Collision,
  Constraint,
  ControlledLink,
  LaneLink,
  Logic,
  LoopPassage,
  Neighbour,
  NextStop,
  NextTrafficLight,
  Phase,
  Reservation,
  RoadPlace,
  Stage,
  Stop,
} from '../compounds.js';
import { type Codec, readCompound, readNumber, readRecords, readString, readStringList } from './codec.js';
import { Malformed } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { TYPE_ROADMAP } from './types.js';

function recordsOf<T>(record: (cursor: ReadCursor) => T): Codec<readonly T[]> {
  return { read: (cursor) => readRecords(cursor, record) };
}

/** A compound whose values are themselves compounds, each read by `item`. */
function listOf<T>(item: (cursor: ReadCursor) => T): Codec<readonly T[]> {
  return {
    read: (cursor) => {
      const count = readCompound(cursor);
      if (count > cursor.remaining)
        throw new Malformed(`${count} values do not fit into ${cursor.remaining} bytes`);
      const items: T[] = [];
      for (let i = 0; i < count; i++) items.push(item(cursor));
      return items;
    },
  };
}

const readNeighbour = (cursor: ReadCursor): Neighbour => ({
  vehicleID: readString(cursor),
  distance: readNumber(cursor),
});

/** A vehicle and its distance, or `null` where there is none. */
export const neighbour: Codec<Neighbour | null> = {
  read: (cursor) => {
    readCompound(cursor, 2);
    const found = readNeighbour(cursor);
    return found.vehicleID === '' ? null : found;
  },
};

/** Vehicles and their distances; this list alone carries no type bytes inside. */
export const neighbours: Codec<readonly Neighbour[]> = {
  read: (cursor) => {
    const count = readCompound(cursor);
    if (count * 12 > cursor.remaining) throw new Malformed(`${count} neighbours do not fit into the message`);
    return Array.from({ length: count }, () => ({ vehicleID: cursor.string(), distance: cursor.double() }));
  },
};

export const nextTrafficLights = recordsOf(
  (cursor): NextTrafficLight => ({
    tlsID: readString(cursor),
    tlsIndex: readNumber(cursor),
    distance: readNumber(cursor),
    state: String.fromCharCode(readNumber(cursor) & 0xff),
  }),
);

export const bestLanes = recordsOf(
  (cursor): BestLane => ({
    laneID: readString(cursor),
    length: readNumber(cursor),
    occupation: readNumber(cursor),
    offset: readNumber(cursor),
    allowsContinuation: readNumber(cursor) !== 0,
    nextLanes: readStringList(cursor),
  }),
);

export const nextStops = recordsOf(
  (cursor): NextStop => ({
    lane: readString(cursor),
    endPos: readNumber(cursor),
    stoppingPlaceID: readString(cursor),
    stopFlags: readNumber(cursor),
    duration: readNumber(cursor),
    until: readNumber(cursor),
  }),
);

export const stops = recordsOf((cursor): Stop => {
  const lane = readString(cursor);
  const endPos = readNumber(cursor);
  const stoppingPlaceID = readString(cursor);
  const stopFlags = readNumber(cursor);
  const duration = readNumber(cursor);
  const until = readNumber(cursor);
  return {
    lane,
    startPos: readNumber(cursor),
    endPos,
    stoppingPlaceID,
    stopFlags,
    duration,
    until,
    intendedArrival: readNumber(cursor),
    arrival: readNumber(cursor),
    depart: readNumber(cursor),
    split: readString(cursor),
    join: readString(cursor),
    actType: readString(cursor),
    tripId: readString(cursor),
    line: readString(cursor),
    speed: readNumber(cursor),
  };
});

/** The state of a wish to change lanes: as the model computed it, and after this client's requests. */
export const laneChangeState: Codec<readonly [state: number, stateTraCI: number]> = {
  read: (cursor) => {
    readCompound(cursor, 2);
    return [readNumber(cursor), readNumber(cursor)];
  },
};

function readStage(cursor: ReadCursor): Stage {
  readCompound(cursor, 13);
  return {
    type: readNumber(cursor),
    vType: readString(cursor),
    line: readString(cursor),
    destStop: readString(cursor),
    edges: readStringList(cursor),
    travelTime: readNumber(cursor),
    cost: readNumber(cursor),
    length: readNumber(cursor),
    intended: readString(cursor),
    depart: readNumber(cursor),
    departPos: readNumber(cursor),
    arrivalPos: readNumber(cursor),
    description: readString(cursor),
  };
}

export const stage: Codec<Stage> = { read: readStage };
export const stages = listOf(readStage);

export const reservations = listOf((cursor): Reservation => {
  readCompound(cursor, 10);
  return {
    id: readString(cursor),
    persons: readStringList(cursor),
    group: readString(cursor),
    fromEdge: readString(cursor),
    toEdge: readString(cursor),
    departPos: readNumber(cursor),
    arrivalPos: readNumber(cursor),
    depart: readNumber(cursor),
    reservationTime: readNumber(cursor),
    state: readNumber(cursor),
  };
});

export const collisions = recordsOf(
  (cursor): Collision => ({
    collider: readString(cursor),
    victim: readString(cursor),
    colliderType: readString(cursor),
    victimType: readString(cursor),
    colliderSpeed: readNumber(cursor),
    victimSpeed: readNumber(cursor),
    type: readString(cursor),
    lane: readString(cursor),
    pos: readNumber(cursor),
  }),
);

function readPhase(cursor: ReadCursor): Phase {
  readCompound(cursor, 6);
  const duration = readNumber(cursor);
  const state = readString(cursor);
  const minDur = readNumber(cursor);
  const maxDur = readNumber(cursor);
  const following = readCompound(cursor);
  const next: number[] = [];
  for (let i = 0; i < following; i++) next.push(readNumber(cursor));
  return { duration, state, minDur, maxDur, next, name: readString(cursor) };
}

export const logics = listOf((cursor): Logic => {
  readCompound(cursor, 5);
  const programID = readString(cursor);
  const type = readNumber(cursor);
  const currentPhaseIndex = readNumber(cursor);
  const count = readCompound(cursor);
  const phases: Phase[] = [];
  for (let i = 0; i < count; i++) phases.push(readPhase(cursor));
  const subParameter: Record<string, string> = {};
  const parameters = readCompound(cursor);
  for (let i = 0; i < parameters; i++) {
    const [key, value] = readStringList(cursor);
    if (key !== undefined && value !== undefined) subParameter[key] = value;
  }
  return { programID, type, currentPhaseIndex, phases, subParameter };
});

/** The links by signal index. */
export const controlledLinks = recordsOf((cursor): readonly ControlledLink[] => {
  const count = readNumber(cursor);
  const links: ControlledLink[] = [];
  for (let i = 0; i < count; i++) {
    const [incoming = '', outgoing = '', via = ''] = readStringList(cursor);
    links.push({ incoming, outgoing, via });
  }
  return links;
});

export const constraints = recordsOf((cursor): Constraint => {
  const signalId = readString(cursor);
  const tripId = readString(cursor);
  const foeId = readString(cursor);
  const foeSignal = readString(cursor);
  const limit = readNumber(cursor);
  const type = readNumber(cursor);
  const mustWait = readNumber(cursor) !== 0;
  const active = readNumber(cursor) !== 0;
  const items = readStringList(cursor);
  const param: Record<string, string> = {};
  for (let i = 0; i + 1 < items.length; i += 2) param[items[i]] = items[i + 1];
  return { signalId, tripId, foeId, foeSignal, limit, type, mustWait, active, param };
});

export const laneLinks = recordsOf((cursor): LaneLink => {
  const approachedLane = readString(cursor);
  const approachedInternal = readString(cursor);
  return {
    approachedLane,
    hasPrio: readNumber(cursor) !== 0,
    isOpen: readNumber(cursor) !== 0,
    hasFoe: readNumber(cursor) !== 0,
    approachedInternal,
    state: readString(cursor),
    direction: readString(cursor),
    length: readNumber(cursor),
  };
});

export const loopPassages = recordsOf(
  (cursor): LoopPassage => ({
    vehicleID: readString(cursor),
    length: readNumber(cursor),
    entryTime: readNumber(cursor),
    leaveTime: readNumber(cursor),
    typeID: readString(cursor),
  }),
);

export const roadPlace: Codec<RoadPlace> = {
  read: (cursor) => {
    cursor.expect(TYPE_ROADMAP);
    return { edgeID: cursor.string(), position: cursor.double(), laneIndex: cursor.ubyte() };
  },
};
