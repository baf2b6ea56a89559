import type { NetworkPlan } from './network-plan.js';
import { planStreets, type Street, type StreetClass } from './street-plan.js';

const KMH = 1 / 3.6;
const RING: StreetClass = { type: 'ring', lanes: 3, speed: 80 * KMH, priority: 9 };
const RAMP: StreetClass = { type: 'ramp', lanes: 1, speed: 40 * KMH, priority: 6 };
const SERVICE: StreetClass = { type: 'service', lanes: 2, speed: 50 * KMH, priority: 6 };
const BOULEVARD: StreetClass = { type: 'boulevard', lanes: 4, speed: 60 * KMH, priority: 8 };
const AVENUE: StreetClass = { type: 'avenue', lanes: 3, speed: 60 * KMH, priority: 7 };
const ROAD: StreetClass = { type: 'road', lanes: 2, speed: 50 * KMH, priority: 5 };
const STREET: StreetClass = { type: 'street', lanes: 1, speed: 40 * KMH, priority: 4 };
const LANE: StreetClass = { type: 'hutong', lanes: 1, speed: 20 * KMH, priority: 1 };
/** Crossings of streets of at least this priority have signals. */
const SIGNALS = 4;

/** The Second Ring at the west: two carriageways that pass under the avenues, service roads beside them, ramps between. */
const RING_ROADS: readonly Street[] = [
  {
    id: 'ring-n',
    name: 'Second Ring, northbound',
    class: RING,
    oneWay: true,
    level: 1,
    points: [
      [116.42938, 39.9066],
      [116.4294, 39.912],
      [116.42935, 39.92],
    ],
  },
  {
    id: 'ring-s',
    name: 'Second Ring, southbound',
    class: RING,
    oneWay: true,
    level: 1,
    points: [
      [116.4291, 39.92],
      [116.42915, 39.912],
      [116.42913, 39.9066],
    ],
  },
  {
    id: 'service-n',
    name: 'Jianguomen North Avenue, northbound',
    class: SERVICE,
    oneWay: true,
    points: [
      [116.42968, 39.9068],
      [116.4297, 39.912],
      [116.42965, 39.9198],
    ],
  },
  {
    id: 'service-s',
    name: 'Jianguomen North Avenue, southbound',
    class: SERVICE,
    oneWay: true,
    points: [
      [116.4288, 39.9198],
      [116.42885, 39.912],
      [116.42883, 39.9068],
    ],
  },
  {
    id: 'on-n1',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-n', 'ring-n'],
    points: [
      [116.42969, 39.9092],
      [116.42939, 39.91],
    ],
  },
  {
    id: 'off-n1',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-n', 'ring-n'],
    points: [
      [116.4294, 39.9128],
      [116.4297, 39.9136],
    ],
  },
  {
    id: 'on-n2',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-n', 'ring-n'],
    points: [
      [116.42967, 39.9159],
      [116.42937, 39.9167],
    ],
  },
  {
    id: 'off-s1',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-s', 'ring-s'],
    points: [
      [116.42912, 39.9178],
      [116.42882, 39.917],
    ],
  },
  {
    id: 'on-s1',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-s', 'ring-s'],
    points: [
      [116.42884, 39.9146],
      [116.42914, 39.9138],
    ],
  },
  {
    id: 'off-s2',
    name: 'Ramp',
    class: RAMP,
    oneWay: true,
    joins: ['service-s', 'ring-s'],
    points: [
      [116.42915, 39.9112],
      [116.42885, 39.9104],
    ],
  },
];

const AVENUES: readonly Street[] = [
  {
    id: 'jianguomenwai',
    name: 'Jianguomenwai Avenue',
    class: BOULEVARD,
    points: [
      [116.4276, 39.9082],
      [116.4296, 39.9083],
      [116.4372, 39.9084],
      [116.4454, 39.9085],
    ],
  },
  {
    id: 'chaoyangmen',
    name: 'Chaoyangmen South Avenue',
    class: AVENUE,
    points: [
      [116.4276, 39.9185],
      [116.4296, 39.9185],
      [116.4366, 39.9187],
      [116.4454, 39.9187],
    ],
  },
  {
    id: 'dongdaqiao',
    name: 'Dongdaqiao Road',
    class: AVENUE,
    points: [
      [116.4438, 39.907],
      [116.4439, 39.9085],
      [116.4437, 39.913],
      [116.4439, 39.9187],
      [116.4439, 39.92],
    ],
  },
  {
    id: 'yabao',
    name: 'Yabao Road',
    class: ROAD,
    points: [
      [116.4276, 39.9152],
      [116.4297, 39.9153],
      [116.434, 39.9155],
      [116.4366, 39.9158],
    ],
  },
  {
    id: 'guanghua',
    name: 'Guanghua Road',
    class: ROAD,
    points: [
      [116.4368, 39.9126],
      [116.441, 39.9127],
      [116.4454, 39.913],
    ],
  },
  {
    id: 'ritan',
    name: 'Ritan Road',
    class: ROAD,
    points: [
      [116.4373, 39.907],
      [116.4372, 39.9084],
      [116.4368, 39.9126],
      [116.4366, 39.9158],
      [116.4366, 39.92],
    ],
  },
  {
    id: 'ritan-north',
    name: 'Ritan North Road',
    class: ROAD,
    points: [
      [116.4366, 39.9172],
      [116.4402, 39.9174],
      [116.4438, 39.9173],
    ],
  },
  {
    id: 'ritan-east',
    name: 'Ritan East Road',
    class: STREET,
    points: [
      [116.442, 39.9128],
      [116.4424, 39.915],
      [116.4421, 39.9174],
      [116.442, 39.9187],
    ],
  },
  {
    id: 'jianhua',
    name: 'Jianhua Road',
    class: STREET,
    points: [
      [116.4337, 39.907],
      [116.4336, 39.9084],
      [116.4334, 39.912],
      [116.4337, 39.9155],
      [116.4335, 39.9186],
      [116.4335, 39.92],
    ],
  },
  {
    id: 'xiushui',
    name: 'Xiushui Street',
    class: STREET,
    points: [
      [116.4408, 39.9084],
      [116.4407, 39.9105],
      [116.441, 39.9127],
    ],
  },
  {
    id: 'xiushui-north',
    name: 'Xiushui North Street',
    class: STREET,
    points: [
      [116.4371, 39.9104],
      [116.4407, 39.9106],
      [116.4438, 39.9107],
    ],
  },
  {
    id: 'dayabao',
    name: 'Dayabao Lane',
    class: STREET,
    points: [
      [116.4297, 39.9119],
      [116.4334, 39.9121],
      [116.4368, 39.9126],
    ],
  },
];

/** The lanes between the avenues: narrow, slow and crooked; some one-way. */
const HUTONGS: readonly Street[] = [
  {
    id: 'h-bell',
    name: 'Bell Lane',
    class: LANE,
    points: [
      [116.4297, 39.9097],
      [116.4308, 39.9099],
      [116.4319, 39.9095],
      [116.4335, 39.9098],
    ],
  },
  {
    id: 'h-willow',
    name: 'Willow Lane',
    class: LANE,
    points: [
      [116.4297, 39.9109],
      [116.4311, 39.9108],
      [116.4322, 39.9111],
      [116.4335, 39.9109],
    ],
  },
  {
    id: 'h-well',
    name: 'Sweet Well Lane',
    class: LANE,
    points: [
      [116.431, 39.9099],
      [116.4309, 39.9108],
      [116.4312, 39.912],
    ],
  },
  {
    id: 'h-temple',
    name: 'Temple Lane',
    class: LANE,
    oneWay: true,
    points: [
      [116.4328, 39.912],
      [116.4325, 39.9111],
      [116.4324, 39.9096],
    ],
  },
  {
    id: 'h-lantern',
    name: 'Lantern Lane',
    class: LANE,
    points: [
      [116.4335, 39.9096],
      [116.4352, 39.9099],
      [116.4371, 39.9096],
    ],
  },
  {
    id: 'h-cloth',
    name: 'Cloth Lane',
    class: LANE,
    points: [
      [116.4335, 39.9108],
      [116.4349, 39.911],
      [116.4359, 39.9107],
      [116.437, 39.9109],
    ],
  },
  {
    id: 'h-north-reed',
    name: 'Reed Lane',
    class: LANE,
    points: [
      [116.4351, 39.9098],
      [116.4349, 39.911],
      [116.4352, 39.9123],
    ],
  },
  {
    id: 'h-rice',
    name: 'Rice Lane',
    class: LANE,
    points: [
      [116.4297, 39.9129],
      [116.4309, 39.9131],
      [116.4322, 39.9128],
      [116.4335, 39.9132],
    ],
  },
  {
    id: 'h-south-bamboo',
    name: 'South Bamboo Lane',
    class: LANE,
    points: [
      [116.4297, 39.9142],
      [116.4312, 39.9143],
      [116.432, 39.914],
      [116.4336, 39.9143],
    ],
  },
  {
    id: 'h-inkstone',
    name: 'Inkstone Lane',
    class: LANE,
    points: [
      [116.4311, 39.912],
      [116.4309, 39.9131],
      [116.4313, 39.9143],
      [116.4311, 39.9154],
    ],
  },
  {
    id: 'h-crooked',
    name: 'Crooked Lane',
    class: LANE,
    oneWay: true,
    points: [
      [116.4323, 39.9154],
      [116.432, 39.914],
      [116.4324, 39.9128],
      [116.4322, 39.912],
    ],
  },
  {
    id: 'h-fragrant',
    name: 'Fragrant Grass Lane',
    class: LANE,
    points: [
      [116.4335, 39.9131],
      [116.4347, 39.9134],
      [116.4368, 39.9132],
    ],
  },
  {
    id: 'h-scholar',
    name: 'Scholar Lane',
    class: LANE,
    points: [
      [116.4336, 39.9143],
      [116.4353, 39.9145],
      [116.4367, 39.9143],
    ],
  },
  {
    id: 'h-mirror',
    name: 'Mirror Lane',
    class: LANE,
    points: [
      [116.435, 39.9123],
      [116.4348, 39.9134],
      [116.4353, 39.9145],
      [116.4351, 39.9156],
    ],
  },
  {
    id: 'h-crane',
    name: 'Crane Lane',
    class: LANE,
    points: [
      [116.4297, 39.9163],
      [116.4311, 39.9165],
      [116.4336, 39.9163],
    ],
  },
  {
    id: 'h-pagoda',
    name: 'Pagoda Tree Lane',
    class: LANE,
    points: [
      [116.4297, 39.9174],
      [116.431, 39.9173],
      [116.4322, 39.9176],
      [116.4335, 39.9174],
    ],
  },
  {
    id: 'h-drum',
    name: 'Drum Lane',
    class: LANE,
    points: [
      [116.4312, 39.9154],
      [116.4311, 39.9165],
      [116.431, 39.9174],
      [116.4313, 39.9185],
    ],
  },
  {
    id: 'h-copper',
    name: 'Copper Lane',
    class: LANE,
    points: [
      [116.4336, 39.9166],
      [116.4351, 39.9168],
      [116.4366, 39.9165],
    ],
  },
  {
    id: 'h-stone',
    name: 'Stone Bridge Lane',
    class: LANE,
    points: [
      [116.4336, 39.9177],
      [116.4349, 39.9175],
      [116.4366, 39.9179],
    ],
  },
  {
    id: 'h-silk',
    name: 'Silk Lane',
    class: LANE,
    oneWay: true,
    points: [
      [116.4351, 39.9157],
      [116.4351, 39.9168],
      [116.4349, 39.9175],
      [116.4351, 39.9186],
    ],
  },
  {
    id: 'h-embassy',
    name: 'Embassy Lane',
    class: LANE,
    points: [
      [116.437, 39.9115],
      [116.4388, 39.9117],
      [116.4409, 39.9116],
    ],
  },
  {
    id: 'h-gate',
    name: 'South Gate Lane',
    class: LANE,
    points: [
      [116.4389, 39.9105],
      [116.4388, 39.9117],
      [116.439, 39.9127],
    ],
  },
  {
    id: 'h-pearl',
    name: 'Pearl Lane',
    class: LANE,
    points: [
      [116.4409, 39.9117],
      [116.4424, 39.9118],
      [116.4437, 39.9116],
    ],
  },
  {
    id: 'h-tea',
    name: 'Tea Lane',
    class: LANE,
    points: [
      [116.4371, 39.9094],
      [116.4388, 39.9096],
      [116.4407, 39.9094],
    ],
  },
  {
    id: 'h-fan',
    name: 'Fan Lane',
    class: LANE,
    points: [
      [116.4407, 39.9096],
      [116.4423, 39.9094],
      [116.4438, 39.9097],
    ],
  },
  {
    id: 'h-altar',
    name: 'Altar Lane',
    class: LANE,
    points: [
      [116.4366, 39.9136],
      [116.4378, 39.9138],
      [116.4395, 39.9136],
      [116.4423, 39.9139],
    ],
  },
  {
    id: 'h-plum',
    name: 'Plum Lane',
    class: LANE,
    points: [
      [116.4423, 39.914],
      [116.4438, 39.9142],
    ],
  },
  {
    id: 'h-east-gate',
    name: 'East Gate Lane',
    class: LANE,
    points: [
      [116.4424, 39.9155],
      [116.4438, 39.9157],
    ],
  },
  {
    id: 'h-orchard',
    name: 'Orchard Lane',
    class: LANE,
    points: [
      [116.439, 39.9173],
      [116.4391, 39.918],
      [116.4389, 39.9187],
    ],
  },
];

/** Jianguomen to Chaoyangmen, east of the Second Ring: the area of the TBUMA paper's evaluation. */
export function beijing(): NetworkPlan {
  const { nodes, edges } = planStreets([...RING_ROADS, ...AVENUES, ...HUTONGS], SIGNALS);
  return {
    name: 'beijing',
    // The two service roads of the ring meet an avenue under one signal, as one crossing.
    nodes: nodes.map((node) => {
      const match = /^service-[ns]_(jianguomenwai|chaoyangmen|yabao)$/.exec(node.id);
      return match === null ? node : { ...node, tl: `ring_${match[1]}` };
    }),
    edges,
    netconvert: [
      ...[
        '--proj.utm',
        'true',
        '--no-turnarounds',
        'true',
        '--tls.cycle.time',
        '90',
        '--tls.yellow.time',
        '3',
        '--tls.allred.time',
        '2',
      ],
      ...['--tls.left-green.time', '10', '--default.junctions.radius', '5'],
    ],
    pool: { trips: 9000, seed: 2, fringeFactor: 4, minDistance: 500, spread: 1.4, minLinks: 3 },
    demand: { perMinute: 40, minutes: 15, seed: 'beijing' },
    about: `About 1.3 km x 1.4 km of Beijing between Jianguomen and Chaoyangmen, east of the Second Ring (latitude 39.9074 to 39.9192, longitude 116.4287 to
116.4444), drawn by hand after the area's shape; it is not a survey, and the lanes' names are invented. At the west the Second Ring passes under the avenues, with
service roads and ramps; Jianguomenwai Avenue (4 lanes each way), Chaoyangmen South Avenue and Dongdaqiao Road (3) enclose the area; crooked one-lane hutongs at
20 km/h fill the blocks. Crossings of streets have signals, hutongs give way. The network is in UTM coordinates with its offset, so that SUMO and Bidlane convert
them to longitude and latitude. Its links are \`street.k\` in the direction in which the street was drawn and \`-street.k\` against it.`,
  };
}
