import type { GetterPlan } from './conformance-plan.js';

/** A setter as both clients call it. */
export interface SetterAction {
  readonly domain: string;
  readonly method: string;
  /** The arguments here. */
  readonly args: readonly unknown[];
  /** The arguments in Python, where they differ. */
  readonly pyargs?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** A walking stage to be appended to the arguments: its edges and its arrival position. */
  readonly pystage?: readonly [readonly string[], number];
  /** The first program of the traffic light is to be appended to the arguments under the id `copy`. */
  readonly logic?: boolean;
}

const on =
  (domain: string) =>
  (method: string, ...args: readonly unknown[]): SetterAction => ({ domain, method, args });
const vehicle = on('vehicle');
const person = on('person');
const light = on('trafficlight');
const type = on('vehicletype');
const edge = on('edge');
const lane = on('lane');
const poi = on('poi');
const polygon = on('polygon');

const walking = (action: SetterAction, edges: readonly string[], position: number): SetterAction => ({
  ...action,
  pystage: [edges, position],
});

/** What is set after which step. */
export const setterActions: Readonly<Record<string, readonly SetterAction[]>> = {
  '3': [
    vehicle('setSpeed', 'west-east.0', 3),
    on('route')('add', 'new route', ['A1B1', 'B1C1', 'C1C2']),
    on('route')('add', 'new', ['A1B1', 'B1C1', 'C1C2']),
    vehicle('add', 'added', 'new', { typeID: 'car', departLane: 'best', departSpeed: 'max' }),
    vehicle('add', 'added2', 'new'),
    vehicle('changeTarget', 'bus_1', 'C2B2'),
    person('add', 'pedestrian', 'A1B1', 10, undefined, 'walker'),
    person('appendWalkingStage', 'pedestrian', ['A1B1', 'B1C1'], 20),
    person('appendWaitingStage', 'pedestrian', 3, 'resting'),
    person('appendDrivingStage', 'pedestrian', 'C1C2', 'taxi'),
    walking(person('appendStage', 'walker_1'), ['B1C1', 'C1C2'], 20),
  ].map((action) => fixUp(action)),
  '5': [
    vehicle('slowDown', 'north-south.0', 2, 4),
    vehicle('setTau', 'added', 2),
    vehicle('setColor', 'added', [1, 2, 3, 4]),
    vehicle('setLaneChangeMode', 'added', 0),
    vehicle('setSpeedMode', 'added2', 31),
    vehicle('setSpeedFactor', 'added2', 0.7),
    vehicle('setMaxSpeed', 'added2', 9),
    vehicle('setAccel', 'added2', 1.5),
    vehicle('setDecel', 'added2', 3.5),
    vehicle('setEmergencyDecel', 'added2', 8),
    vehicle('setApparentDecel', 'added2', 4),
    vehicle('setImperfection', 'added2', 0.1),
    vehicle('setMinGap', 'added2', 3),
    vehicle('setLength', 'added2', 6),
    vehicle('setWidth', 'added2', 1.9),
    vehicle('setHeight', 'added2', 1.4),
    vehicle('setMinGapLat', 'added2', 0.5),
    vehicle('setMaxSpeedLat', 'added2', 0.9),
    vehicle('setLateralAlignment', 'added2', 'left'),
    vehicle('setVehicleClass', 'added2', 'taxi'),
    vehicle('setEmissionClass', 'added2', 'HBEFA3/PC_G_EU4'),
    vehicle('setShapeClass', 'added2', 'passenger/sedan'),
    vehicle('setActionStepLength', 'added2', 2),
    vehicle('setActionStepLength', 'added2', 1, false),
    vehicle('setParameter', 'added', 'mood', 'fair'),
    vehicle('setSignals', 'added', 8),
    vehicle('setLine', 'added', 'nine'),
    vehicle('setVia', 'added', ['B1C1']),
    vehicle('setRoutingMode', 'added', 1),
    vehicle('setAdaptedTraveltime', 'added', 'B1C1', 77),
    vehicle('setAdaptedTraveltime', 'added', 'C1C2', 78, 0, 100),
    vehicle('setEffort', 'added', 'B1C1', 7),
    vehicle('setEffort', 'added', 'C1C2', 8, 0, 100),
    vehicle('highlight', 'added'),
    vehicle('highlight', 'added', [1, 2, 3, 4], 5, 200, 3, 1),
  ],
  '6': [
    vehicle('setAdaptedTraveltime', 'added', 'B1C1'),
    vehicle('setEffort', 'added', 'B1C1'),
    vehicle('rerouteTraveltime', 'added'),
    vehicle('rerouteTraveltime', 'added', false),
    vehicle('rerouteEffort', 'added'),
    vehicle('updateBestLanes', 'added'),
    vehicle('setType', 'added', 'truck'),
    vehicle('setAcceleration', 'west-east.0', 1.5, 3),
    vehicle('setPreviousSpeed', 'north-south.0', 4),
    vehicle('openGap', 'west-east.1', 3, 5, 4, 0.5),
    vehicle('changeLane', 'north-south.0', 1, 5),
    vehicle('changeLaneRelative', 'west-east.0', 1, 4),
    vehicle('changeSublane', 'west-east.0', 0.5),
    light('setPhase', 'B1', 2),
    light('setPhaseDuration', 'A1', 3),
    light('setRedYellowGreenState', 'nothing', 'G'),
    light('setPhaseName', 'A1', 'named'),
    light('setParameter', 'A1', 'colour', 'red'),
  ],
  '8': [
    vehicle('setStop', 'west-east.1', 'B1C1', 60, 1, 5),
    vehicle('setStop', 'west-east.1', 'nowhere', 60),
    {
      ...vehicle('setBusStop', 'corner.0', 'stop_two', { duration: 4 }),
      pyargs: ['corner.0', 'stop_two', 4],
    },
    {
      ...vehicle('setParkingAreaStop', 'around.0', 'park2', { duration: 4 }),
      pyargs: ['around.0', 'park2', 4],
    },
    {
      ...vehicle('setContainerStop', 'around.0', 'freight', { duration: 4 }),
      pyargs: ['around.0', 'freight', 4],
    },
    {
      ...vehicle('setChargingStationStop', 'corner.0', 'charge', { duration: 4 }),
      pyargs: ['corner.0', 'charge', 4],
    },
    vehicle('deactivateGapControl', 'west-east.1'),
    vehicle('requestToC', 'west-east.1', 5),
    vehicle('insertStop', 'bus_1', 1, 'C1C2', 40, 1, 3),
    vehicle('setStopParameter', 'bus_1', 0, 'duration', '5'),
    vehicle('replaceStop', 'bus_1', 2, 'C1C2', 50, 1, 2),
    { ...light('setProgramLogic', 'C1'), logic: true },
    light('setLinkState', 'B0', 2, 'r'),
    light('setLinkState', 'nothing', 2, 'r'),
    light('setProgram', 'B2', 'off'),
    light('updateConstraints', 'bus_1'),
    light('removeConstraints', 'B1', '', '', ''),
  ],
  '12': [
    vehicle('setRoute', 'west-east.2', ['A1B1', 'B1B2']),
    vehicle('setRouteID', 'added2', 'new'),
    vehicle('remove', 'north-south.1'),
    vehicle('moveTo', 'north-south.2', 'B2B1_2', 60),
    vehicle('moveToXY', 'west-east.1', 'A1B1', 1, 80, 148),
    vehicle('resume', 'bus_1'),
    vehicle('resume', 'west-east.0'),
    vehicle('rerouteParkingArea', 'delivery', 'park2'),
    vehicle('dispatchTaxi', 'cab', ['0']),
    person('setSpeed', 'walker_1', 0.7),
    person('setParameter', 'walker_1', 'mood', 'fair'),
    person('setType', 'rider', 'DEFAULT_PEDTYPE'),
    person('setColor', 'walker_1', [9, 8, 7, 6]),
    person('setWidth', 'walker_1', 0.6),
    person('rerouteTraveltime', 'walker_1'),
    walking(person('replaceStage', 'pedestrian', 0), ['A1B1', 'B1C1'], 30),
    person('removeStage', 'rider', 2),
    person('removeStages', 'caller'),
    person('moveTo', 'walker_1', 'A1B1_0', 70),
    person('moveToXY', 'walker_1', 'A1B1', 90, 142),
  ],
  '15': [
    person('remove', 'rider'),
    type('setMaxSpeed', 'car', 11),
    type('setSpeedDeviation', 'car', 0.2),
    type('setScale', 'truck', 0.5),
    type('copy', 'car', 'car2'),
    type('setLength', 'car2', 4),
    type('setColor', 'car2', [1, 2, 3]),
    type('setParameter', 'car2', 'a', 'b'),
    type('setActionStepLength', 'car2', 2),
    edge('setMaxSpeed', 'B1C1', 6),
    edge('adaptTraveltime', 'B1C1', 99),
    edge('adaptTraveltime', 'B1B2', 98, 0, 100),
    edge('setEffort', 'B1C1', 9),
    edge('setEffort', 'B1B2', 8, 0, 100),
    edge('setDisallowed', 'A0B0', ['truck']),
    edge('setAllowed', 'A0B0', ['passenger', 'evehicle']),
    edge('setFriction', 'A0B0', 0.5),
    edge('setParameter', 'A0B0', 'a', 'b'),
    lane('setMaxSpeed', 'B1B0_1', 5),
    lane('setLength', 'B1B0_1', 125),
    lane('setFriction', 'B1B0_1', 0.6),
    lane('setDisallowed', 'B0A0_2', 'truck'),
    lane('setAllowed', 'B0A0_2', ['passenger']),
    on('lanearea')('overrideVehicleNumber', 'area1', 9),
    on('inductionloop')('overrideTimeSinceDetection', 'loop1', 3),
    on('calibrator')('setFlow', 'tap', 200, 300, 900, 8, 'car', 'west'),
    on('simulation')('setScale', 1.2),
    on('simulation')('clearPending'),
    on('simulation')('writeMessage', 'm'.repeat(600)),
    on('busstop')('setParameter', 'stop_one', 'a', 'b'),
  ],
  '16': [
    {
      ...poi('add', 'new', 1, 2, [3, 4, 5, 6], { poiType: 'x', layer: 3, width: 4 }),
      pyargs: ['new', 1, 2, [3, 4, 5, 6], 'x', 3, '', 4],
    },
    poi('setType', 'new', 'y'),
    poi('setPosition', 'new', 7, 8),
    poi('setColor', 'new', [1, 2, 3, 4]),
    poi('setWidth', 'new', 5),
    poi('setHeight', 'new', 6),
    poi('setAngle', 'new', 7),
    poi('setImageFile', 'new', 'a.png'),
    poi('highlight', 'new'),
    poi('setParameter', 'new', 'a', 'b'),
    poi('remove', 'fountain', 5),
    {
      ...polygon(
        'add',
        'new',
        [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
        [1, 2, 3, 4],
        { fill: true, lineWidth: 2 },
      ),
      pyargs: [
        'new',
        [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
        [1, 2, 3, 4],
        true,
        '',
        0,
        2,
      ],
    },
    polygon('setType', 'new', 'lake'),
    polygon(
      'setShape',
      'new',
      Array.from({ length: 300 }, (_, i) => [i, i * i]),
    ),
    polygon('setColor', 'new', [4, 3, 2, 1]),
    polygon('setFilled', 'new', false),
    polygon('setLineWidth', 'new', 3),
    polygon('addDynamics', 'new', 'bus_1', [0, 5, 9], [0, 255, 0], false, true),
    polygon('setParameter', 'new', 'a', 'b'),
    polygon('remove', 'park_area', -3),
    on('gui')('setZoom', 'View #0', 100),
    on('gui')('setOffset', 'View #0', 1, 2),
    on('gui')('setSchema', 'View #0', 'standard'),
    on('gui')('setBoundary', 'View #0', 1, 2, 3, 4),
    on('gui')('trackVehicle', 'View #0', 'bus_1'),
    on('gui')('screenshot', 'View #0', 'a.png'),
  ],
};

/** Python has no `undefined`: its own default stands for it. */
function fixUp(action: SetterAction): SetterAction {
  if (action.method === 'add' && action.domain === 'vehicle') {
    const [id, route, attributes] = action.args;
    return { ...action, pyargs: [id, route], kwargs: (attributes ?? {}) as Record<string, unknown> };
  }
  if (action.method === 'add' && action.domain === 'person') {
    return { ...action, pyargs: action.args.map((value) => value ?? -3) };
  }
  return action;
}

const watch = (
  domain: string,
  method: string,
  about: GetterPlan['about'] = 'objects',
  ...args: unknown[]
): GetterPlan => ({
  domain,
  method,
  about,
  arguments: [args],
});

/** What is compared after every step. */
export const watched: readonly GetterPlan[] = [
  watch('simulation', 'getTime', 'domain'),
  watch('simulation', 'getMinExpectedNumber', 'domain'),
  watch('simulation', 'getScale', 'domain'),
  ...[
    'getPosition',
    'getSpeed',
    'getLaneID',
    'getLanePosition',
    'getRoute',
    'getStops',
    'getTypeID',
    'getColor',
    'getMaxSpeed',
    'getAccel',
    'getDecel',
    'getEmergencyDecel',
    'getApparentDecel',
    'getImperfection',
    'getTau',
    'getMinGap',
    'getLength',
    'getWidth',
    'getHeight',
    'getMinGapLat',
    'getMaxSpeedLat',
    'getLateralAlignment',
    'getVehicleClass',
    'getEmissionClass',
    'getShapeClass',
    'getActionStepLength',
    'getSpeedFactor',
    'getSignals',
    'getLine',
    'getVia',
    'getRoutingMode',
    'getLaneChangeMode',
    'getSpeedMode',
    'getSpeedWithoutTraCI',
  ].map((method) => watch('vehicle', method)),
  watch('vehicle', 'getParameter', 'objects', 'mood'),
  watch('vehicle', 'getAdaptedTraveltime', 'objects', 5, 'B1C1'),
  watch('vehicle', 'getAdaptedTraveltime', 'objects', 5, 'C1C2'),
  watch('vehicle', 'getEffort', 'objects', 5, 'C1C2'),
  ...['getPosition', 'getSpeed', 'getStage', 'getRemainingStages', 'getTypeID', 'getColor', 'getWidth'].map(
    (method) => watch('person', method),
  ),
  ...[
    'getRedYellowGreenState',
    'getPhase',
    'getProgram',
    'getNextSwitch',
    'getPhaseName',
    'getAllProgramLogics',
  ].map((method) => watch('trafficlight', method, 'named')),
  ...['getMaxSpeed', 'getLength', 'getColor', 'getScale', 'getSpeedDeviation', 'getActionStepLength'].map(
    (method) => watch('vehicletype', method),
  ),
  watch('edge', 'getAdaptedTraveltime', 'named', 50),
  watch('edge', 'getEffort', 'named', 50),
  watch('edge', 'getMeanFriction', 'named'),
  ...['getMaxSpeed', 'getLength', 'getAllowed', 'getFriction'].map((method) =>
    watch('lane', method, 'named'),
  ),
  ...['getType', 'getPosition', 'getColor', 'getWidth', 'getHeight', 'getAngle', 'getImageFile'].map(
    (method) => watch('poi', method),
  ),
  ...['getType', 'getShape', 'getColor', 'getFilled', 'getLineWidth'].map((method) =>
    watch('polygon', method),
  ),
  watch('lanearea', 'getLastStepVehicleNumber'),
  watch('inductionloop', 'getTimeSinceDetection'),
  watch('calibrator', 'getVehsPerHour'),
  watch('calibrator', 'getSpeed'),
  watch('busstop', 'getParameter', 'objects', 'a'),
];
