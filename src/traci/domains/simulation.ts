import type { RoadPlace, Stage } from '../compounds.js';
import { INVALID_DOUBLE_VALUE, StageType } from '../constants.js';
import { domainOf } from '../domain-class.js';
import {
  type Codec,
  double,
  type Position2D,
  type Position3D,
  position2D,
  position3D,
} from '../internal/codec.js';
import { roadPlace, stages } from '../internal/compound-codecs.js';
import { setter, type Variables, type VariableValues } from '../internal/member.js';
import * as t from '../internal/types.js';
import type { Subscribed, SubscribeOptions, VariableSubscription } from '../subscription.js';
import { simulationSpec } from './simulation-members.js';

const REQUEST_AIR_DISTANCE = 0;
const REQUEST_DRIVING_DISTANCE = 1;
const POSITION_CONVERSION = 0x82;
const DISTANCE_REQUEST = 0x83;
const FIND_INTERMODAL_ROUTE = 0x87;

const saveStateSetter = setter(0x95, (buffer, fileName: string) => buffer.freeText(fileName));

type Members = (typeof simulationSpec)['members'];

/** How persons may travel. */
export interface IntermodalOptions {
  /** Such as `car public`; walking is always allowed. */
  readonly modes?: string;
  /** Seconds of simulation time, -1 for now. */
  readonly depart?: number;
  readonly routingMode?: number;
  /** Walking speed in m/s, -1 for the type's. */
  readonly speed?: number;
  readonly walkFactor?: number;
  readonly departPos?: number;
  readonly arrivalPos?: number;
  readonly departPosLat?: number;
  /** The person's type. */
  readonly pType?: string;
  /** The type of the vehicle that may be driven. */
  readonly vType?: string;
  readonly destStop?: string;
}

/** The simulation as a whole. */
export class SimulationDomain extends domainOf(simulationSpec) {
  /** Subscribes to variables of the simulation, such as `departedIDList`. */
  override subscribe<const K extends Variables<Members>>(
    variables: readonly K[],
    options?: SubscribeOptions,
  ): Promise<VariableSubscription<Subscribed<VariableValues<Members>, K>>>;
  override subscribe<const K extends Variables<Members>>(
    objectID: string,
    variables: readonly K[],
    options?: SubscribeOptions,
  ): Promise<VariableSubscription<Subscribed<VariableValues<Members>, K>>>;
  override subscribe<const K extends Variables<Members>>(
    first: string | readonly K[],
    second?: readonly K[] | SubscribeOptions,
    third?: SubscribeOptions,
  ): Promise<VariableSubscription<Subscribed<VariableValues<Members>, K>>> {
    if (typeof first === 'string') return super.subscribe(first, (second ?? []) as readonly K[], third);
    return super.subscribe('', first, second as SubscribeOptions | undefined);
  }

  /** The values of the subscription to the simulation in the step answered last. */
  override getSubscriptionResults(objectID = ''): Partial<VariableValues<Members>> | undefined {
    return super.getSubscriptionResults(objectID);
  }

  /**
   * Writes the state of the simulation to a file, relative to SUMO's working folder.
   * @throws (rejects) InputError when the folder cannot be written (SUMO would die)
   */
  async saveState(fileName: string): Promise<void> {
    this.checkOutput('simulation.saveState', fileName);
    return this.put(saveStateSetter, 'simulation.saveState', '', fileName);
  }

  #convert<T>(codec: Codec<T>, label: string, place: RoadPlace, type: number): Promise<T> {
    return this.askFor(POSITION_CONVERSION, codec, `simulation.${label}`, '', (buffer) => {
      buffer.compound(2);
      buffer.roadPosition(place);
      buffer.ubyte(type);
    });
  }

  /** The x, y of a place on a road in metres, or its longitude and latitude. */
  convert2D(edgeID: string, position: number, laneIndex = 0, toGeo = false): Promise<Position2D> {
    const type = toGeo ? t.TYPE_LON_LAT : t.TYPE_POSITION_2D;
    return this.#convert(position2D, 'convert2D', { edgeID, position, laneIndex }, type);
  }

  /** The x, y, z of a place on a road in metres, or its longitude, latitude and altitude. */
  convert3D(edgeID: string, position: number, laneIndex = 0, toGeo = false): Promise<Position3D> {
    const type = toGeo ? t.TYPE_LON_LAT_ALT : t.TYPE_POSITION_3D;
    return this.#convert(position3D, 'convert3D', { edgeID, position, laneIndex }, type);
  }

  /** The place on a road that is nearest to x, y (metres, or longitude and latitude) for a vehicle class. */
  convertRoad(x: number, y: number, isGeo = false, vClass = 'ignoring'): Promise<RoadPlace> {
    return this.askFor(POSITION_CONVERSION, roadPlace, 'simulation.convertRoad', '', (buffer) => {
      buffer.compound(3);
      buffer.position2D(x, y, isGeo ? t.TYPE_LON_LAT : t.TYPE_POSITION_2D);
      buffer.ubyte(t.TYPE_ROADMAP);
      buffer.string(vClass);
    });
  }

  /** Longitude and latitude of x, y in metres, or with `fromGeo` the other way round. */
  convertGeo(x: number, y: number, fromGeo = false): Promise<Position2D> {
    return this.askFor(POSITION_CONVERSION, position2D, 'simulation.convertGeo', '', (buffer) => {
      buffer.compound(2);
      buffer.position2D(x, y, fromGeo ? t.TYPE_LON_LAT : t.TYPE_POSITION_2D);
      buffer.ubyte(fromGeo ? t.TYPE_POSITION_2D : t.TYPE_LON_LAT);
    });
  }

  /** Metres between two points, through the air or along roads. */
  getDistance2D(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    isGeo = false,
    isDriving = false,
  ): Promise<number> {
    const type = isGeo ? t.TYPE_LON_LAT : t.TYPE_POSITION_2D;
    return this.askFor(DISTANCE_REQUEST, double, 'simulation.getDistance2D', '', (buffer) => {
      buffer.compound(3);
      buffer.position2D(x1, y1, type);
      buffer.position2D(x2, y2, type);
      buffer.rawUbyte(isDriving ? REQUEST_DRIVING_DISTANCE : REQUEST_AIR_DISTANCE);
    });
  }

  /** Metres between two places on roads, through the air or along roads. */
  getDistanceRoad(
    edgeID1: string,
    position1: number,
    edgeID2: string,
    position2: number,
    isDriving = false,
  ): Promise<number> {
    return this.askFor(DISTANCE_REQUEST, double, 'simulation.getDistanceRoad', '', (buffer) => {
      buffer.compound(3);
      buffer.roadPosition({ edgeID: edgeID1, position: position1, laneIndex: 0 });
      buffer.roadPosition({ edgeID: edgeID2, position: position2, laneIndex: 0 });
      buffer.rawUbyte(isDriving ? REQUEST_DRIVING_DISTANCE : REQUEST_AIR_DISTANCE);
    });
  }

  /** The fastest way of a person between two edges, stage by stage; empty when there is none. */
  findIntermodalRoute(
    fromEdge: string,
    toEdge: string,
    options: IntermodalOptions = {},
  ): Promise<readonly Stage[]> {
    return this.askFor(FIND_INTERMODAL_ROUTE, stages, 'simulation.findIntermodalRoute', '', (buffer) => {
      buffer.compound(13);
      buffer.string(fromEdge);
      buffer.string(toEdge);
      buffer.string(options.modes ?? '');
      buffer.double(options.depart ?? -1);
      buffer.int(options.routingMode ?? 0);
      buffer.double(options.speed ?? -1);
      buffer.double(options.walkFactor ?? -1);
      buffer.double(options.departPos ?? 0);
      buffer.double(options.arrivalPos ?? INVALID_DOUBLE_VALUE);
      buffer.double(options.departPosLat ?? 0);
      buffer.string(options.pType ?? '');
      buffer.string(options.vType ?? '');
      buffer.string(options.destStop ?? '');
    });
  }

  /** A stage of walking, for `person.appendStage`. */
  walkingStage(edges: readonly string[], arrivalPos: number, destStop = '', description = ''): Stage {
    return {
      type: StageType.WALKING,
      vType: '',
      line: '',
      destStop,
      edges,
      travelTime: 0,
      cost: 0,
      length: 0,
      intended: '',
      depart: 0,
      departPos: 0,
      arrivalPos,
      description,
    };
  }
}
