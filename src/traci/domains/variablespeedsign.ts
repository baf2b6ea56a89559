import { domainOf } from '../domain-class.js';
import { textList } from '../internal/codec.js';
import { getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** The domain `variablespeedsign` as data. */
export const variablespeedsignSpec = {
  name: 'variablespeedsign',
  get: 0x29,
  members: {
    ...objectList,
    /** The lanes the sign holds for. */
    getLanes: getter(0x30, textList),
    ...parameters,
  },
};

/** Variable speed signs. */
export class VariableSpeedSignDomain extends domainOf(variablespeedsignSpec) {}
