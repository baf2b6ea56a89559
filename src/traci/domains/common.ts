import { integer, parameter, text, textList } from '../internal/codec.js';
import { getter, getterWith, ofDomain, setter } from '../internal/member.js';

/** What every domain with objects has. */
export const objectList = {
  /** The ids of all objects of the domain that are in the network now. */
  getIDList: ofDomain(getter(0x00, textList)),
  /** How many objects of the domain are in the network now. */
  getIDCount: ofDomain(getter(0x01, integer)),
};

/** Generic parameters (`<param key="..." value="..."/>`) of an object. */
export const parameters = {
  /** The value of a generic parameter, or `''` where it is not set. */
  getParameter: getterWith(0x7e, text, (buffer, key: string) => buffer.string(key)),
  /** The key and the value of a generic parameter. */
  getParameterWithKey: getterWith(0x3e, parameter, (buffer, key: string) => buffer.string(key)),
  /** Sets a generic parameter. */
  setParameter: setter(0x7e, (buffer, key: string, value: string) => {
    buffer.compound(2);
    buffer.string(key);
    buffer.string(value);
  }),
};
