import { beijingStreets, SIGNALS } from './beijing-streets.js';
import type { NetworkPlan } from './network-plan.js';
import { planStreets } from './street-plan.js';

/** Jianguomen to Chaoyangmen, east of the Second Ring: the area of the TBUMA paper's evaluation. */
export function beijing(): NetworkPlan {
  const { nodes, edges } = planStreets(beijingStreets(), SIGNALS);
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
