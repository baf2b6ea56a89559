/** A vehicle ahead or behind, and how far away it is in metres (the follower's minimum gap is not counted). */
export interface Neighbour {
  readonly vehicleID: string;
  readonly distance: number;
}

/** A traffic light on a vehicle's way. */
export interface NextTrafficLight {
  readonly tlsID: string;
  /** The signal index of the link the vehicle will use. */
  readonly tlsIndex: number;
  /** Metres to the light. */
  readonly distance: number;
  /** The light's state for the vehicle's link, such as `G`, `y` or `r`. */
  readonly state: string;
}

/** How good a lane of the current edge is for a vehicle's route. */
export interface BestLane {
  readonly laneID: string;
  /** Metres that can be driven from the lane's start without changing lanes. */
  readonly length: number;
  /** Vehicle lengths on those metres, gaps included. */
  readonly occupation: number;
  /** How many lanes to the left (positive) or right (negative) the strategically best lane is. */
  readonly offset: number;
  /** Whether the lane leads to the next edge of the route. */
  readonly allowsContinuation: boolean;
  /** The lanes that would be driven without changing lanes. */
  readonly nextLanes: readonly string[];
}

/** A stop as `vehicle.getNextStops` gives it. */
export interface NextStop {
  readonly lane: string;
  readonly endPos: number;
  readonly stoppingPlaceID: string;
  /** 1 stopped + 2 parking + 4 person-triggered + 8 container-triggered + 16 bus stop + 32 container stop + 64 charging station + 128 parking area. */
  readonly stopFlags: number;
  /** Seconds. */
  readonly duration: number;
  readonly until: number;
}

/** A stop as `vehicle.getStops` gives it; times in seconds, positions in metres on the lane. */
export interface Stop {
  readonly lane: string;
  readonly startPos: number;
  readonly endPos: number;
  readonly stoppingPlaceID: string;
  /** The sum of `StopFlag` numbers. */
  readonly stopFlags: number;
  readonly duration: number;
  readonly until: number;
  readonly intendedArrival: number;
  readonly arrival: number;
  readonly depart: number;
  readonly split: string;
  readonly join: string;
  readonly actType: string;
  readonly tripId: string;
  readonly line: string;
  readonly speed: number;
}

/** A stage of a person's plan, or a route. Numbers that SUMO does not know are `INVALID_DOUBLE_VALUE`. */
export interface Stage {
  /** One of `StageType`. */
  readonly type: number;
  readonly vType: string;
  readonly line: string;
  readonly destStop: string;
  readonly edges: readonly string[];
  /** Seconds. */
  readonly travelTime: number;
  readonly cost: number;
  /** Metres. */
  readonly length: number;
  readonly intended: string;
  readonly depart: number;
  readonly departPos: number;
  readonly arrivalPos: number;
  readonly description: string;
}

/** Somebody's wish for a taxi. */
export interface Reservation {
  readonly id: string;
  readonly persons: readonly string[];
  readonly group: string;
  readonly fromEdge: string;
  readonly toEdge: string;
  readonly departPos: number;
  readonly arrivalPos: number;
  readonly depart: number;
  readonly reservationTime: number;
  readonly state: number;
}

/** Two vehicles that collided. */
export interface Collision {
  readonly collider: string;
  readonly victim: string;
  readonly colliderType: string;
  readonly victimType: string;
  readonly colliderSpeed: number;
  readonly victimSpeed: number;
  readonly type: string;
  readonly lane: string;
  readonly pos: number;
}

/** A phase of a traffic-light program; times in seconds. */
export interface Phase {
  readonly duration: number;
  /** One letter of `rRgGyYuoOs` per signal index. */
  readonly state: string;
  readonly minDur: number;
  readonly maxDur: number;
  /** The indices of the phases that may follow; empty for the next one in the list. */
  readonly next: readonly number[];
  readonly name: string;
}

/** A traffic-light program. */
export interface Logic {
  readonly programID: string;
  /** One of `TrafficLightType`. */
  readonly type: number;
  readonly currentPhaseIndex: number;
  readonly phases: readonly Phase[];
  readonly subParameter: Readonly<Record<string, string>>;
}

/** A link that a traffic light controls. */
export interface ControlledLink {
  readonly incoming: string;
  readonly outgoing: string;
  readonly via: string;
}

/** A constraint of a rail signal. */
export interface Constraint {
  readonly signalId: string;
  readonly tripId: string;
  readonly foeId: string;
  readonly foeSignal: string;
  readonly limit: number;
  readonly type: number;
  readonly mustWait: boolean;
  readonly active: boolean;
  readonly param: Readonly<Record<string, string>>;
}

/** A connection from a lane to another. */
export interface LaneLink {
  readonly approachedLane: string;
  readonly hasPrio: boolean;
  readonly isOpen: boolean;
  readonly hasFoe: boolean;
  readonly approachedInternal: string;
  readonly state: string;
  readonly direction: string;
  /** Metres. */
  readonly length: number;
}

/** A vehicle that passed an induction loop. */
export interface LoopPassage {
  readonly vehicleID: string;
  /** Metres. */
  readonly length: number;
  /** Seconds of simulation time. */
  readonly entryTime: number;
  /** Seconds of simulation time, or -1 while the vehicle is on the loop. */
  readonly leaveTime: number;
  readonly typeID: string;
}

/** A place on a road. */
export interface RoadPlace {
  readonly edgeID: string;
  /** Metres from the lane's start. */
  readonly position: number;
  readonly laneIndex: number;
}
