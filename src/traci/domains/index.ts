import type { DomainHost } from '../domain.js';
import type { DomainSpec } from '../internal/domain-spec.js';
import { BusStopDomain, busstopSpec } from './busstop.js';
import { CalibratorDomain, calibratorSpec } from './calibrator.js';
import { ChargingStationDomain, chargingstationSpec } from './chargingstation.js';
import { EdgeDomain, edgeSpec } from './edge.js';
import { GuiDomain, guiSpec } from './gui.js';
import { InductionLoopDomain, inductionloopSpec } from './inductionloop.js';
import { JunctionDomain, junctionSpec } from './junction.js';
import { LaneDomain, laneSpec } from './lane.js';
import { LaneAreaDomain, laneareaSpec } from './lanearea.js';
import { MeanDataDomain, meandataSpec } from './meandata.js';
import { MultiEntryExitDomain, multientryexitSpec } from './multientryexit.js';
import { OverheadWireDomain, overheadwireSpec } from './overheadwire.js';
import { ParkingAreaDomain, parkingareaSpec } from './parkingarea.js';
import { PersonDomain, personSpec } from './person.js';
import { PoiDomain, poiSpec } from './poi.js';
import { PolygonDomain, polygonSpec } from './polygon.js';
import { RerouterDomain, rerouterSpec } from './rerouter.js';
import { RouteDomain, routeSpec } from './route.js';
import { RouteProbeDomain, routeprobeSpec } from './routeprobe.js';
import { SimulationDomain } from './simulation.js';
import { simulationSpec } from './simulation-members.js';
import { TrafficLightDomain, trafficlightSpec } from './trafficlight.js';
import { VariableSpeedSignDomain, variablespeedsignSpec } from './variablespeedsign.js';
import { VehicleDomain, vehicleSpec } from './vehicle.js';
import { VehicleTypeDomain, vehicletypeSpec } from './vehicletype.js';

/** All domains as data. */
export const domainSpecs: readonly DomainSpec[] = [
  busstopSpec,
  calibratorSpec,
  chargingstationSpec,
  edgeSpec,
  guiSpec,
  inductionloopSpec,
  junctionSpec,
  laneSpec,
  laneareaSpec,
  meandataSpec,
  multientryexitSpec,
  overheadwireSpec,
  parkingareaSpec,
  personSpec,
  poiSpec,
  polygonSpec,
  rerouterSpec,
  routeSpec,
  routeprobeSpec,
  simulationSpec,
  trafficlightSpec,
  variablespeedsignSpec,
  vehicleSpec,
  vehicletypeSpec,
];

/** One object for each domain, named as in Python's client. */
export class Domains {
  readonly busstop: BusStopDomain;
  readonly calibrator: CalibratorDomain;
  readonly chargingstation: ChargingStationDomain;
  readonly edge: EdgeDomain;
  readonly gui: GuiDomain;
  readonly inductionloop: InductionLoopDomain;
  readonly junction: JunctionDomain;
  readonly lane: LaneDomain;
  readonly lanearea: LaneAreaDomain;
  readonly meandata: MeanDataDomain;
  readonly multientryexit: MultiEntryExitDomain;
  readonly overheadwire: OverheadWireDomain;
  readonly parkingarea: ParkingAreaDomain;
  readonly person: PersonDomain;
  readonly poi: PoiDomain;
  readonly polygon: PolygonDomain;
  readonly rerouter: RerouterDomain;
  readonly route: RouteDomain;
  readonly routeprobe: RouteProbeDomain;
  readonly simulation: SimulationDomain;
  readonly trafficlight: TrafficLightDomain;
  readonly variablespeedsign: VariableSpeedSignDomain;
  readonly vehicle: VehicleDomain;
  readonly vehicletype: VehicleTypeDomain;

  constructor(host: DomainHost) {
    this.busstop = new BusStopDomain(host);
    this.calibrator = new CalibratorDomain(host);
    this.chargingstation = new ChargingStationDomain(host);
    this.edge = new EdgeDomain(host);
    this.gui = new GuiDomain(host);
    this.inductionloop = new InductionLoopDomain(host);
    this.junction = new JunctionDomain(host);
    this.lane = new LaneDomain(host);
    this.lanearea = new LaneAreaDomain(host);
    this.meandata = new MeanDataDomain(host);
    this.multientryexit = new MultiEntryExitDomain(host);
    this.overheadwire = new OverheadWireDomain(host);
    this.parkingarea = new ParkingAreaDomain(host);
    this.person = new PersonDomain(host);
    this.poi = new PoiDomain(host);
    this.polygon = new PolygonDomain(host);
    this.rerouter = new RerouterDomain(host);
    this.route = new RouteDomain(host);
    this.routeprobe = new RouteProbeDomain(host);
    this.simulation = new SimulationDomain(host);
    this.trafficlight = new TrafficLightDomain(host);
    this.variablespeedsign = new VariableSpeedSignDomain(host);
    this.vehicle = new VehicleDomain(host);
    this.vehicletype = new VehicleTypeDomain(host);
  }
}

export {
  BusStopDomain,
  CalibratorDomain,
  ChargingStationDomain,
  EdgeDomain,
  GuiDomain,
  InductionLoopDomain,
  JunctionDomain,
  LaneAreaDomain,
  LaneDomain,
  MeanDataDomain,
  MultiEntryExitDomain,
  OverheadWireDomain,
  ParkingAreaDomain,
  PersonDomain,
  PoiDomain,
  PolygonDomain,
  RerouterDomain,
  RouteDomain,
  RouteProbeDomain,
  SimulationDomain,
  TrafficLightDomain,
  VariableSpeedSignDomain,
  VehicleDomain,
  VehicleTypeDomain,
};
