import type { RandomStream } from '../../random/index.js';
import {
  futurePoints,
  type MovementTrack,
  type MovementWindow,
  type ObservedMovement,
  pastPoints,
} from './movement.js';

/** The windows of tracks: every `stride` seconds one, each with the whole past and future that a predictor may ask for. */
export function movementWindows(tracks: readonly MovementTrack[], stride: number): MovementWindow[] {
  return tracks.flatMap((track) => {
    const last = track.points.length / 2 - 1 - futurePoints;
    const windows: MovementWindow[] = [];
    for (let at = pastPoints - 1; at <= last; at += stride) windows.push({ track, at });
    return windows;
  });
}

/** What a predictor may see of a window. */
export function observedAt({ track, at }: MovementWindow): ObservedMovement {
  const past = track.points.subarray(2 * (at + 1 - pastPoints), 2 * (at + 1));
  if (track.along === undefined) return { past };
  const { route, routeIndex, position } = track.along;
  const place = {
    route,
    routeIndex: routeIndex[at],
    position: position[at],
    time: track.start + at,
  };
  return { past, place };
}

/** What really came: x, y in m of the next 5 points. */
export function futureOf({ track, at }: MovementWindow): Float64Array {
  return track.points.subarray(2 * (at + 1), 2 * (at + 1 + futurePoints));
}

/** Tracks for fitting, for choosing among fits, and for the report. */
export interface MovementSplit {
  readonly training: readonly MovementTrack[];
  readonly validation: readonly MovementTrack[];
  readonly test: readonly MovementTrack[];
}

/**
 * Splits tracks by vehicle, 70, 15 and 15 % of the vehicles: windows of one vehicle overlap, so a split by windows would test on what
 * was learnt.
 */
export function splitByVehicle(tracks: readonly MovementTrack[], random: RandomStream): MovementSplit {
  const vehicles = random.shuffle([...new Set(tracks.map(({ vehicle }) => vehicle))]);
  const [first, second] = [Math.round(0.7 * vehicles.length), Math.round(0.85 * vehicles.length)];
  const part = new Map(vehicles.map((vehicle, i) => [vehicle, i < first ? 0 : i < second ? 1 : 2]));
  const [training, validation, test] = [0, 1, 2].map((p) => tracks.filter((t) => part.get(t.vehicle) === p));
  return { training, validation, test };
}
