/** SUMO's way of saying "no value" where a number is expected. */
export const INVALID_DOUBLE_VALUE = -1073741824;
/** SUMO's way of saying "no value" where a whole number is expected. */
export const INVALID_INT_VALUE = -1073741824;

/** What kind of stop a vehicle makes; add the numbers up. */
export const StopFlag = {
  DEFAULT: 0x00,
  PARKING: 0x01,
  TRIGGERED: 0x02,
  CONTAINER_TRIGGERED: 0x04,
  BUS_STOP: 0x08,
  CONTAINER_STOP: 0x10,
  CHARGING_STATION: 0x20,
  PARKING_AREA: 0x40,
  OVERHEAD_WIRE: 0x80,
} as const;

/** Why a vehicle or person is removed. */
export const RemoveReason = {
  TELEPORT: 0x00,
  PARKING: 0x01,
  ARRIVED: 0x02,
  VAPORIZED: 0x03,
  TELEPORT_ARRIVED: 0x04,
} as const;

/** How a vehicle is moved by `moveTo`. */
export const MoveReason = { AUTOMATIC: 0x00, TELEPORT: 0x01, NORMAL: 0x02 } as const;

/** What a person does in a stage. */
export const StageType = {
  WAITING_FOR_DEPART: 0x00,
  WAITING: 0x01,
  WALKING: 0x02,
  DRIVING: 0x03,
  ACCESS: 0x04,
  TRIP: 0x05,
  TRANSHIP: 0x06,
} as const;

/** Which travel times a vehicle's routing uses. */
export const RoutingMode = {
  /** Weights that were set; the edges' speeds where none were. */
  DEFAULT: 0x00,
  /** Smoothed travel times of the rerouting devices. */
  AGGREGATED: 0x01,
  EFFORT: 0x02,
  COMBINED: 0x03,
  AGGREGATED_CUSTOM: 0x04,
} as const;

/** Departure times with a meaning of their own, for `person.add`. */
export const Depart = { TRIGGERED: -1, CONTAINER_TRIGGERED: -2, NOW: -3 } as const;

/** The kinds of traffic-light programs. Delay-based programs have the number 4 in SUMO 1.15 and 5 in newer ones. */
export const TrafficLightType = { STATIC: 0, ACTUATED: 3, DELAYBASED: 4 } as const;

/** The states of a vehicle's wish to change lanes; the numbers are added up. */
export const LaneChangeState = {
  STAY: 1 << 0,
  LEFT: 1 << 1,
  RIGHT: 1 << 2,
  STRATEGIC: 1 << 3,
  COOPERATIVE: 1 << 4,
  SPEEDGAIN: 1 << 5,
  KEEPRIGHT: 1 << 6,
  TRACI: 1 << 7,
  URGENT: 1 << 8,
  BLOCKED_BY_LEFT_LEADER: 1 << 9,
  BLOCKED_BY_LEFT_FOLLOWER: 1 << 10,
  BLOCKED_BY_RIGHT_LEADER: 1 << 11,
  BLOCKED_BY_RIGHT_FOLLOWER: 1 << 12,
  OVERLAPPING: 1 << 13,
  INSUFFICIENT_SPACE: 1 << 14,
  SUBLANE: 1 << 15,
  INSUFFICIENT_SPEED: 1 << 28,
  UNKNOWN: 1 << 30,
} as const;
