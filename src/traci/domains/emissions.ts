import { double } from '../internal/codec.js';
import { getter } from '../internal/member.js';

/** What vehicles emit and consume: per second for a vehicle, in the last step for a lane or an edge. */
export const emissions = {
  /** CO2 in mg. */
  getCO2Emission: getter(0x60, double),
  /** CO in mg. */
  getCOEmission: getter(0x61, double),
  /** Hydrocarbons in mg. */
  getHCEmission: getter(0x62, double),
  /** Particles in mg. */
  getPMxEmission: getter(0x63, double),
  /** NOx in mg. */
  getNOxEmission: getter(0x64, double),
  /** Fuel in mg (ml in versions of SUMO before 1.14). */
  getFuelConsumption: getter(0x65, double),
  /** Noise in dB. */
  getNoiseEmission: getter(0x66, double),
  /** Electricity in Wh. */
  getElectricityConsumption: getter(0x71, double),
};
