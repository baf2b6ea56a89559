import { domainOf } from '../domain-class.js';
import { double } from '../internal/codec.js';
import { doubleSetter, getter, textSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { vehicleAttributes } from './vehicle-attributes.js';

/** The domain `vehicletype` as data. */
export const vehicletypeSpec = {
  name: 'vehicletype',
  get: 0xa5,
  members: {
    ...objectList,
    ...vehicleAttributes,
    /** The factor on the demand of this type. */
    getScale: getter(0x8e, double),
    /** Sets the deviation of the speed factor. */
    setSpeedDeviation: doubleSetter(0x5f),
    /** Sets the factor on the demand of this type. */
    setScale: doubleSetter(0x8e),
    /** Copies the type under a new id. */
    copy: textSetter(0x88),
    ...parameters,
  },
};

/** Vehicle types. */
export class VehicleTypeDomain extends domainOf(vehicletypeSpec) {}
