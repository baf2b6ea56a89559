import { InputError } from '../input/index.js';
import { readXmlFile, requiredAttribute, type XmlElement } from './internal/xml-file.js';
import type { RoadNetwork } from './road-network.js';

/** A route: links that follow each other. */
export interface Route {
  readonly index: number;
  /** As in the file; a route that stands inside a vehicle is named after the vehicle. */
  readonly id: string;
  /** Indices of its links. */
  readonly links: Int32Array;
  /** m: the sum of its links, without the turns. */
  readonly length: number;
}

/** A vehicle of a route file. */
export interface RoutedVehicle {
  readonly id: string;
  /** s */
  readonly depart: number;
  /** Index of its route. */
  readonly route: number;
  /** Id of its type, or ''. */
  readonly type: string;
}

/** What a route file holds, in the order of the file. */
export interface RouteSet {
  readonly routes: readonly Route[];
  readonly vehicles: readonly RoutedVehicle[];
  /** Ids of the vehicle types that the file defines. */
  readonly vehicleTypes: readonly string[];
}

const RIGHT = 'must be a SUMO route file (.rou.xml), as duarouter writes it';

/** SUMO's times: seconds, or [days:]hours:minutes:seconds. */
function timeOf(element: XmlElement, text: string): number {
  const parts = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [seconds, minutes = 0, hours = 0, days = 0] = parts.reverse();
  const time = seconds + 60 * minutes + 3600 * hours + 86_400 * days;
  if (parts.length !== 2 && parts.length <= 4 && Number.isFinite(time)) return time;
  throw new InputError(
    element.where,
    `depart is ${JSON.stringify(text)}`,
    'must be a time in seconds, or hours:minutes:seconds',
  );
}

class RouteReader {
  readonly routes: Route[] = [];
  readonly vehicles: RoutedVehicle[] = [];
  readonly vehicleTypes: string[] = [];
  private readonly network: RoadNetwork;
  private readonly byId = new Map<string, number>();
  /** The vehicle whose elements are being read, and its route once that is known. */
  private vehicle: { readonly element: XmlElement; route: number | undefined } | undefined;

  constructor(network: RoadNetwork) {
    this.network = network;
  }

  open(element: XmlElement): void {
    switch (element.name) {
      case 'route':
        if (element.attributes.edges !== undefined || this.vehicle !== undefined) this.route(element);
        break;
      case 'vehicle': {
        const reference = element.attributes.route;
        this.vehicle = {
          element,
          route: reference === undefined ? undefined : this.reference(element, reference),
        };
        break;
      }
      case 'vType':
        this.vehicleTypes.push(requiredAttribute(element, 'id'));
        break;
      case 'trip':
      case 'flow':
        throw new InputError(
          element.where,
          `<${element.name}> has no route yet`,
          `make routes of it first: duarouter --net-file NETWORK --route-files THIS --output-file ROUTES`,
        );
    }
  }

  close(name: string): void {
    if (name !== 'vehicle' || this.vehicle === undefined) return;
    const { element, route } = this.vehicle;
    const id = requiredAttribute(element, 'id');
    if (route === undefined)
      throw new InputError(
        element.where,
        `vehicle ${JSON.stringify(id)} has no route`,
        'a <route edges="..."/> inside it, or route="ID"',
      );
    const depart = timeOf(element, requiredAttribute(element, 'depart'));
    this.vehicles.push({ id, depart, route, type: element.attributes.type ?? '' });
    this.vehicle = undefined;
  }

  private reference(element: XmlElement, id: string): number {
    const route = this.byId.get(id);
    if (route === undefined)
      throw new InputError(
        element.where,
        `unknown route ${JSON.stringify(id)}`,
        'the id of a <route> above it in this file',
      );
    return route;
  }

  private route(element: XmlElement): void {
    const id =
      this.vehicle === undefined
        ? requiredAttribute(element, 'id')
        : requiredAttribute(this.vehicle.element, 'id');
    if (this.byId.has(id))
      throw new InputError(
        element.where,
        `second route ${JSON.stringify(id)}`,
        'every route has an id of its own',
      );
    const ids = requiredAttribute(element, 'edges').trim().split(/\s+/);
    const links = Int32Array.from(ids, (edge) => this.network.link(edge, element.where).index);
    let length = 0;
    for (let i = 0; i < links.length; i++) {
      length += this.network.lengths[links[i]];
      if (i > 0 && this.network.connection(links[i - 1], links[i]) === undefined)
        this.unconnected(element, id, links[i - 1], links[i]);
    }
    const index = this.routes.length;
    this.routes.push({ index, id, links, length });
    this.byId.set(id, index);
    if (this.vehicle !== undefined) this.vehicle.route = index;
  }

  private unconnected(element: XmlElement, route: string, from: number, to: number): never {
    const { links, successors } = this.network;
    const next = [...successors.targets.subarray(successors.offsets[from], successors.offsets[from + 1])].map(
      (link) => links[link].id,
    );
    throw new InputError(
      element.where,
      `route ${JSON.stringify(route)}: link ${links[to].id} does not follow ${links[from].id}`,
      next.length === 0
        ? `the network ends at ${links[from].id}`
        : `after ${links[from].id} come ${next.join(', ')}`,
    );
  }
}

/**
 * Reads the routes of a SUMO route file and checks them against the network.
 * @param path `.rou.xml` (or .gz) with `<route id edges>`, alone or inside a `<vehicle>`, and vehicles that name a route by its id
 * @throws InputError with `file:line:column` for an unknown link (with the nearest known one), links that do not follow each other,
 * and for trips and flows, which have no route yet
 */
export async function readRoutes(path: string, network: RoadNetwork): Promise<RouteSet> {
  const reader = new RouteReader(network);
  await readXmlFile(path, {
    roots: ['routes', 'additional'],
    right: RIGHT,
    open: (element) => reader.open(element),
    close: (name) => reader.close(name),
  });
  const { routes, vehicles, vehicleTypes } = reader;
  return { routes, vehicles, vehicleTypes };
}
