/** How the arguments of a getter are called, and about which objects it is asked. */
export interface GetterPlan {
  readonly domain: string;
  readonly method: string;
  /** `objects`: every object of the domain; `domain`: the domain as a whole; `named`: the ids below. */
  readonly about: 'objects' | 'domain' | 'named';
  readonly arguments: readonly (readonly unknown[])[];
}

export const domains = [
  'busstop',
  'calibrator',
  'chargingstation',
  'edge',
  'gui',
  'inductionloop',
  'junction',
  'lane',
  'lanearea',
  'meandata',
  'multientryexit',
  'overheadwire',
  'parkingarea',
  'person',
  'poi',
  'polygon',
  'rerouter',
  'route',
  'routeprobe',
  'simulation',
  'trafficlight',
  'variablespeedsign',
  'vehicle',
  'vehicletype',
] as const;

/** Python's public methods that this client has under another name or not at all, and why. */
export const otherwise: Readonly<Record<string, string>> = {
  addFull: 'vehicle.add',
  addLegacy: 'vehicle.add',
  getCompleteRedYellowGreenDefinition: 'trafficlight.getAllProgramLogics',
  setCompleteRedYellowGreenDefinition: 'trafficlight.setProgramLogic',
  getAllSubscriptionResults: 'the result of a step',
  getAllContextSubscriptionResults: 'the result of a step',
  subscribeParameterWithKey: "subscribe(id, ['parameterWithKey'], { arguments })",
  step: 'simulationStep',
  addSubscriptionFilterCFManeuver: 'addSubscriptionFilter',
  addSubscriptionFilterDownstreamDistance: 'addSubscriptionFilter',
  addSubscriptionFilterFieldOfVision: 'addSubscriptionFilter',
  addSubscriptionFilterLCManeuver: 'addSubscriptionFilter',
  addSubscriptionFilterLanes: 'addSubscriptionFilter',
  addSubscriptionFilterLateralDistance: 'addSubscriptionFilter',
  addSubscriptionFilterLeadFollow: 'addSubscriptionFilter',
  addSubscriptionFilterNoOpposite: 'addSubscriptionFilter',
  addSubscriptionFilterTurn: 'addSubscriptionFilter',
  addSubscriptionFilterUpstreamDistance: 'addSubscriptionFilter',
  addSubscriptionFilterVClass: 'addSubscriptionFilter',
  addSubscriptionFilterVType: 'addSubscriptionFilter',
};

const edges = ['A1B1', 'C1C2', 'nowhere'];
/** The arguments of getters that take some. */
const argumentsOf: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  getParameter: [['colour of seats'], ['has.battery.device'], ['nothing']],
  getParameterWithKey: [['colour of seats'], ['nothing']],
  'vehicle.getAdaptedTraveltime': [[5, 'A1B1']],
  'vehicle.getEffort': [[5, 'A1B1']],
  'vehicle.getLeader': [[0], [200]],
  'vehicle.getFollower': [[0], [200]],
  'vehicle.getNeighbors': [[0], [1], [2], [3], [6]],
  'vehicle.getFollowSpeed': [[10, 20, 8, 4.5, '']],
  'vehicle.getSecureGap': [[10, 8, 4.5, '']],
  'vehicle.getStopSpeed': [[10, 20]],
  'vehicle.getDrivingDistance': edges.map((edge) => [edge, 10, 1]),
  'vehicle.getDrivingDistance2D': [[150, 160]],
  'vehicle.getLaneChangeState': [[1], [-1], [0]],
  'vehicle.getLaneChangeStatePretty': [[1], [-1]],
  'vehicle.couldChangeLane': [[1], [-1]],
  'vehicle.wantsAndCouldChangeLane': [[1], [-1]],
  'vehicle.getStopParameter': [
    [0, 'duration'],
    [0, 'busStop'],
    [1, 'until'],
  ],
  'vehicle.getStops': [[0], [1], [-1]],
  'vehicle.getTaxiFleet': [[-1], [0], [1]],
  'edge.getAdaptedTraveltime': [[5]],
  'edge.getEffort': [[5]],
  'lane.getFoes': [[''], ['A1B1_1']],
  'person.getEdges': [[0], [1]],
  'person.getStage': [[0], [1]],
  'person.getTaxiReservations': [[0]],
  'trafficlight.getServedPersonCount': [[0], [1]],
  'trafficlight.getBlockingVehicles': [[0]],
  'trafficlight.getRivalVehicles': [[0]],
  'trafficlight.getPriorityVehicles': [[0]],
  'trafficlight.getConstraints': [['']],
  'trafficlight.getConstraintsByFoe': [['']],
  'simulation.getOption': [[]],
  'simulation.convert2D': [
    ['A1B1', 10, 1],
    ['A1B1', 10, 1, true],
    ['nowhere', 10],
  ],
  'simulation.convert3D': [['A1B1', 10, 0]],
  'simulation.convertRoad': [
    [150, 160],
    [150, 160, false, 'passenger'],
  ],
  'simulation.convertGeo': [[100, 100]],
  'simulation.getDistance2D': [
    [10, 10, 200, 200],
    [10, 10, 200, 200, false, true],
  ],
  'simulation.getDistanceRoad': [
    ['A1B1', 10, 'C1C2', 20],
    ['A1B1', 10, 'C1C2', 20, true],
  ],
  'simulation.findRoute': [
    ['A1B1', 'C1C2'],
    ['A1B1', 'C1C2', 'car', 5, 1],
    ['nowhere', 'A1B1'],
  ],
  'simulation.findIntermodalRoute': [['A1B1', 'C1C2']],
  'simulation.getBusStopWaiting': [[]],
  'simulation.getBusStopWaitingIDList': [[]],
  'gui.isSelected': [['vehicle']],
};

const questions = /^(get|is|find|convert|sample|has|could|wants)/;
const asWhole = new Set(['getIDList', 'getIDCount', 'getTaxiFleet', 'getTaxiReservations']);
const aboutNamed = new Set(['getOption', 'getBusStopWaiting', 'getBusStopWaitingIDList']);
const notCompared = new Set([
  ...Object.keys(otherwise),
  'getSubscriptionResults',
  'getContextSubscriptionResults',
  // Asks by the domain's own parameters, which only objects have.
  'simulation.getParameter',
  'simulation.getParameterWithKey',
  'simulation.getIDList',
  'simulation.getIDCount',
]);

/** The ids asked where a domain has no list of its own. */
export const named: Readonly<Record<string, readonly string[]>> = {
  simulation: ['seed', 'stop_one'],
  gui: ['View #0'],
  edge: ['B1C1', 'B1B2', 'A0B0'],
  lane: ['B1C1_1', 'B1B0_1', 'B0A0_2', 'A0B0_1'],
  trafficlight: ['A1', 'B0', 'B1', 'B2', 'C1'],
};

/** What to ask, for all of Python's getters. */
export function getterPlans(methods: Readonly<Record<string, readonly string[]>>): readonly GetterPlan[] {
  const plans: GetterPlan[] = [];
  for (const domain of domains) {
    for (const method of methods[domain]) {
      const key = `${domain}.${method}`;
      if (!questions.test(method) || notCompared.has(method) || notCompared.has(key)) continue;
      const whole = asWhole.has(method) || (domain === 'simulation' && !aboutNamed.has(method));
      const about = whole ? 'domain' : domain === 'simulation' || domain === 'gui' ? 'named' : 'objects';
      plans.push({ domain, method, about, arguments: argumentsOf[key] ?? argumentsOf[method] ?? [[]] });
    }
  }
  return plans;
}
