import { double, integer, shape, text, textList } from '../internal/codec.js';
import { collisions, stage } from '../internal/compound-codecs.js';
import {
  doubleSetter,
  getter,
  ofDomain,
  onDomain,
  question,
  setter,
  textSetter,
} from '../internal/member.js';
import { parameters } from './common.js';

/** The domain `simulation` as data. "In this step" is the step answered last. */
export const simulationSpec = {
  name: 'simulation',
  get: 0xab,
  members: {
    /** Simulation time in seconds. */
    getTime: ofDomain(getter(0x66, double)),
    /** Simulation time in milliseconds; `getTime` is the better one. */
    getCurrentTime: ofDomain(getter(0x70, integer)),
    /** The configured end in seconds, or -1. */
    getEndTime: ofDomain(getter(0x1d, double)),
    /** The length of a step in seconds. */
    getDeltaT: ofDomain(getter(0x7b, double)),
    /** The lower left and the upper right corner of the network in metres. */
    getNetBoundary: ofDomain(getter(0x7c, shape)),
    /** Vehicles in the network or waiting to enter it, and persons: the simulation has work to do while it is positive. */
    getMinExpectedNumber: ofDomain(getter(0x7d, integer)),
    /** How many vehicles were loaded in this step. */
    getLoadedNumber: ofDomain(getter(0x71, integer)),
    /** The vehicles that were loaded in this step. */
    getLoadedIDList: ofDomain(getter(0x72, textList)),
    /** How many vehicles entered the network in this step. */
    getDepartedNumber: ofDomain(getter(0x73, integer)),
    /** The vehicles that entered the network in this step. */
    getDepartedIDList: ofDomain(getter(0x74, textList)),
    /** How many vehicles reached their destination in this step. */
    getArrivedNumber: ofDomain(getter(0x79, integer)),
    /** The vehicles that reached their destination in this step. */
    getArrivedIDList: ofDomain(getter(0x7a, textList)),
    /** How many persons entered the network in this step. */
    getDepartedPersonNumber: ofDomain(getter(0x24, integer)),
    /** The persons that entered the network in this step. */
    getDepartedPersonIDList: ofDomain(getter(0x25, textList)),
    /** How many persons reached their destination in this step. */
    getArrivedPersonNumber: ofDomain(getter(0x26, integer)),
    /** The persons that reached their destination in this step. */
    getArrivedPersonIDList: ofDomain(getter(0x27, textList)),
    /** How many vehicles began to park in this step. */
    getParkingStartingVehiclesNumber: ofDomain(getter(0x6c, integer)),
    /** The vehicles that began to park in this step. */
    getParkingStartingVehiclesIDList: ofDomain(getter(0x6d, textList)),
    /** How many vehicles ended parking in this step. */
    getParkingEndingVehiclesNumber: ofDomain(getter(0x6e, integer)),
    /** The vehicles that ended parking in this step. */
    getParkingEndingVehiclesIDList: ofDomain(getter(0x6f, textList)),
    /** How many vehicles began a stop in this step. */
    getStopStartingVehiclesNumber: ofDomain(getter(0x68, integer)),
    /** The vehicles that began a stop in this step. */
    getStopStartingVehiclesIDList: ofDomain(getter(0x69, textList)),
    /** How many vehicles ended a stop in this step. */
    getStopEndingVehiclesNumber: ofDomain(getter(0x6a, integer)),
    /** The vehicles that ended a stop in this step. */
    getStopEndingVehiclesIDList: ofDomain(getter(0x6b, textList)),
    /** How many vehicles were part of a collision in this step. */
    getCollidingVehiclesNumber: ofDomain(getter(0x80, integer)),
    /** The vehicles that were part of a collision in this step. */
    getCollidingVehiclesIDList: ofDomain(getter(0x81, textList)),
    /** How many vehicles braked in an emergency in this step. */
    getEmergencyStoppingVehiclesNumber: ofDomain(getter(0x89, integer)),
    /** The vehicles that braked in an emergency in this step. */
    getEmergencyStoppingVehiclesIDList: ofDomain(getter(0x8a, textList)),
    /** How many vehicles began to teleport in this step. */
    getStartingTeleportNumber: ofDomain(getter(0x75, integer)),
    /** The vehicles that began to teleport in this step. */
    getStartingTeleportIDList: ofDomain(getter(0x76, textList)),
    /** How many vehicles came back from a teleport in this step. */
    getEndingTeleportNumber: ofDomain(getter(0x77, integer)),
    /** The vehicles that came back from a teleport in this step. */
    getEndingTeleportIDList: ofDomain(getter(0x78, textList)),
    /** The collisions of this step. */
    getCollisions: ofDomain(getter(0x23, collisions)),
    /** The vehicles that wait to enter the network. */
    getPendingVehicles: ofDomain(getter(0x94, textList)),
    /** The factor on the demand. */
    getScale: ofDomain(getter(0x8e, double)),
    /** All bus stops. */
    getBusStopIDList: ofDomain(getter(0x9f, textList)),
    /** How many persons wait at a bus stop. */
    getBusStopWaiting: getter(0x67, integer),
    /** The persons that wait at a bus stop. */
    getBusStopWaitingIDList: getter(0xef, textList),
    /** The value of one of SUMO's options. */
    getOption: getter(0x32, text),
    /**
     * The fastest route between two edges, as a stage of type driving.
     * @param typeID the vehicle type that decides which edges may be used
     * @param depart seconds of simulation time, -1 for now
     * @param routingMode one of `RoutingMode`
     */
    findRoute: ofDomain(
      question(
        0x86,
        stage,
        (
          buffer,
          fromEdge: string,
          toEdge: string,
          typeID: string = '',
          depart: number = -1,
          routingMode: number = 0,
        ) => {
          buffer.compound(5);
          buffer.string(fromEdge);
          buffer.string(toEdge);
          buffer.string(typeID);
          buffer.double(depart);
          buffer.int(routingMode);
        },
      ),
    ),

    /** Sets the factor on the demand. */
    setScale: onDomain(doubleSetter(0x8e)),
    /** Gives up the vehicles that wait to enter the network, all or those of one route. */
    clearPending: onDomain(setter(0x94, (buffer, routeID: string = '') => buffer.string(routeID))),
    /**
     * Reads the state of the simulation from a file. SUMO forgets all subscriptions, and going on from the same state
     * twice in one process may end differently: start SUMO with `--load-state` where the course must repeat.
     */
    loadState: onDomain(textSetter(0x96)),
    /** Writes a message to SUMO's log. */
    writeMessage: onDomain(setter(0x65, (buffer, message: string) => buffer.freeText(message))),
    ...parameters,
  },
};
