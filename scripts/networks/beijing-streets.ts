import type { Street, StreetClass } from './street-plan.js';

const KMH = 1 / 3.6;
const CLASSES: Readonly<Record<string, Omit<StreetClass, 'type'>>> = {
  ring: { lanes: 3, speed: 80 * KMH, priority: 9 },
  boulevard: { lanes: 4, speed: 60 * KMH, priority: 8 },
  avenue: { lanes: 3, speed: 60 * KMH, priority: 7 },
  ramp: { lanes: 1, speed: 40 * KMH, priority: 6 },
  service: { lanes: 2, speed: 50 * KMH, priority: 6 },
  road: { lanes: 2, speed: 50 * KMH, priority: 5 },
  street: { lanes: 1, speed: 40 * KMH, priority: 4 },
  hutong: { lanes: 1, speed: 20 * KMH, priority: 1 },
};

/** Crossings of streets of at least this priority have signals. */
export const SIGNALS = 4;

// Each line: id | class, one-way in the direction in which it is drawn where it says so | name | longitude,latitude ...

/** The Second Ring at the west: two carriageways that pass under the avenues, service roads beside them, ramps between. */
const RING = `
ring-n | ring one-way | Second Ring, northbound | 116.42938,39.9066 116.4294,39.912 116.42935,39.92
ring-s | ring one-way | Second Ring, southbound | 116.4291,39.92 116.42915,39.912 116.42913,39.9066
service-n | service one-way | Jianguomen North Avenue, northbound | 116.42968,39.9068 116.4297,39.912 116.42965,39.9198
service-s | service one-way | Jianguomen North Avenue, southbound | 116.4288,39.9198 116.42885,39.912 116.42883,39.9068
on-n1 | ramp one-way | Ramp | 116.42969,39.9092 116.42939,39.91
off-n1 | ramp one-way | Ramp | 116.4294,39.9128 116.4297,39.9136
on-n2 | ramp one-way | Ramp | 116.42967,39.9159 116.42937,39.9167
off-s1 | ramp one-way | Ramp | 116.42912,39.9178 116.42882,39.917
on-s1 | ramp one-way | Ramp | 116.42884,39.9146 116.42914,39.9138
off-s2 | ramp one-way | Ramp | 116.42915,39.9112 116.42885,39.9104
`;

const AVENUES = `
jianguomenwai | boulevard | Jianguomenwai Avenue | 116.4276,39.9082 116.4296,39.9083 116.4372,39.9084 116.4454,39.9085
chaoyangmen | avenue | Chaoyangmen South Avenue | 116.4276,39.9185 116.4296,39.9185 116.4366,39.9187 116.4454,39.9187
dongdaqiao | avenue | Dongdaqiao Road | 116.4438,39.907 116.4439,39.9085 116.4437,39.913 116.4439,39.9187 116.4439,39.92
yabao | road | Yabao Road | 116.4276,39.9152 116.4297,39.9153 116.434,39.9155 116.4366,39.9158
guanghua | road | Guanghua Road | 116.4368,39.9126 116.441,39.9127 116.4454,39.913
ritan | road | Ritan Road | 116.4373,39.907 116.4372,39.9084 116.4368,39.9126 116.4366,39.9158 116.4366,39.92
ritan-north | road | Ritan North Road | 116.4366,39.9172 116.4402,39.9174 116.4438,39.9173
ritan-east | street | Ritan East Road | 116.442,39.9128 116.4424,39.915 116.4421,39.9174 116.442,39.9187
jianhua | street | Jianhua Road | 116.4337,39.907 116.4336,39.9084 116.4334,39.912 116.4337,39.9155 116.4335,39.9186 116.4335,39.92
xiushui | street | Xiushui Street | 116.4408,39.9084 116.4407,39.9105 116.441,39.9127
xiushui-north | street | Xiushui North Street | 116.4371,39.9104 116.4407,39.9106 116.4438,39.9107
dayabao | street | Dayabao Lane | 116.4297,39.9119 116.4334,39.9121 116.4368,39.9126
`;

/** The lanes between the avenues: narrow, slow and crooked; some one-way. */
const HUTONGS = `
h-bell | hutong | Bell Lane | 116.4297,39.9097 116.4308,39.9099 116.4319,39.9095 116.4335,39.9098
h-willow | hutong | Willow Lane | 116.4297,39.9109 116.4311,39.9108 116.4322,39.9111 116.4335,39.9109
h-well | hutong | Sweet Well Lane | 116.431,39.9099 116.4309,39.9108 116.4312,39.912
h-temple | hutong one-way | Temple Lane | 116.4328,39.912 116.4325,39.9111 116.4324,39.9096
h-lantern | hutong | Lantern Lane | 116.4335,39.9096 116.4352,39.9099 116.4371,39.9096
h-cloth | hutong | Cloth Lane | 116.4335,39.9108 116.4349,39.911 116.4359,39.9107 116.437,39.9109
h-north-reed | hutong | Reed Lane | 116.4351,39.9098 116.4349,39.911 116.4352,39.9123
h-rice | hutong | Rice Lane | 116.4297,39.9129 116.4309,39.9131 116.4322,39.9128 116.4335,39.9132
h-south-bamboo | hutong | South Bamboo Lane | 116.4297,39.9142 116.4312,39.9143 116.432,39.914 116.4336,39.9143
h-inkstone | hutong | Inkstone Lane | 116.4311,39.912 116.4309,39.9131 116.4313,39.9143 116.4311,39.9154
h-crooked | hutong one-way | Crooked Lane | 116.4323,39.9154 116.432,39.914 116.4324,39.9128 116.4322,39.912
h-fragrant | hutong | Fragrant Grass Lane | 116.4335,39.9131 116.4347,39.9134 116.4368,39.9132
h-scholar | hutong | Scholar Lane | 116.4336,39.9143 116.4353,39.9145 116.4367,39.9143
h-mirror | hutong | Mirror Lane | 116.435,39.9123 116.4348,39.9134 116.4353,39.9145 116.4351,39.9156
h-crane | hutong | Crane Lane | 116.4297,39.9163 116.4311,39.9165 116.4336,39.9163
h-pagoda | hutong | Pagoda Tree Lane | 116.4297,39.9174 116.431,39.9173 116.4322,39.9176 116.4335,39.9174
h-drum | hutong | Drum Lane | 116.4312,39.9154 116.4311,39.9165 116.431,39.9174 116.4313,39.9185
h-copper | hutong | Copper Lane | 116.4336,39.9166 116.4351,39.9168 116.4366,39.9165
h-stone | hutong | Stone Bridge Lane | 116.4336,39.9177 116.4349,39.9175 116.4366,39.9179
h-silk | hutong one-way | Silk Lane | 116.4351,39.9157 116.4351,39.9168 116.4349,39.9175 116.4351,39.9186
h-embassy | hutong | Embassy Lane | 116.437,39.9115 116.4388,39.9117 116.4409,39.9116
h-gate | hutong | South Gate Lane | 116.4389,39.9105 116.4388,39.9117 116.439,39.9127
h-pearl | hutong | Pearl Lane | 116.4409,39.9117 116.4424,39.9118 116.4437,39.9116
h-tea | hutong | Tea Lane | 116.4371,39.9094 116.4388,39.9096 116.4407,39.9094
h-fan | hutong | Fan Lane | 116.4407,39.9096 116.4423,39.9094 116.4438,39.9097
h-altar | hutong | Altar Lane | 116.4366,39.9136 116.4378,39.9138 116.4395,39.9136 116.4423,39.9139
h-plum | hutong | Plum Lane | 116.4423,39.914 116.4438,39.9142
h-east-gate | hutong | East Gate Lane | 116.4424,39.9155 116.4438,39.9157
h-orchard | hutong | Orchard Lane | 116.439,39.9173 116.4391,39.918 116.4389,39.9187
`;

function streetOf(line: string): Street {
  const [id, kind, name, points] = line.split(' | ');
  const [type, oneWay] = kind.split(' ');
  const side = id.includes('-n') ? 'n' : 's';
  return {
    id,
    name,
    class: { type, ...CLASSES[type] },
    points: points.split(' ').map((point) => {
      const [longitude, latitude] = point.split(',').map(Number);
      return [longitude, latitude] as const;
    }),
    oneWay: oneWay === 'one-way',
    level: type === 'ring' ? 1 : 0,
    joins: type === 'ramp' ? [`service-${side}`, `ring-${side}`] : undefined,
  };
}

/** The streets of the area, drawn by hand after its shape. */
export function beijingStreets(): Street[] {
  return [RING, AVENUES, HUTONGS].flatMap((table) => table.trim().split('\n').map(streetOf));
}
