import { InputError } from '../../input/index.js';
import type { Constraint, Logic } from '../compounds.js';
import { domainOf } from '../domain-class.js';
import { double, integer, text, textList } from '../internal/codec.js';
import { constraints, controlledLinks, logics } from '../internal/compound-codecs.js';
import { doubleSetter, getter, getterWith, integerSetter, setter, textSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

const CONSTRAINT_SWAP = 0x32;

/** The domain `trafficlight` as data. */
export const trafficlightSpec = {
  name: 'trafficlight',
  get: 0xa2,
  members: {
    ...objectList,
    /** The state, one letter of `rugGyYoOs` per signal index. */
    getRedYellowGreenState: getter(0x20, text),
    /** All programs. */
    getAllProgramLogics: getter(0x2b, logics),
    /** The lanes that lead to the light, by signal index. */
    getControlledLanes: getter(0x26, textList),
    /** The links that the light controls, by signal index. */
    getControlledLinks: getter(0x27, controlledLinks),
    /** The junctions that the light controls. */
    getControlledJunctions: getter(0x2a, textList),
    /** The id of the current program. */
    getProgram: getter(0x29, text),
    /** The index of the current phase. */
    getPhase: getter(0x28, integer),
    /** The name of the current phase. */
    getPhaseName: getter(0x1b, text),
    /** When the next phase begins, in seconds of simulation time. */
    getNextSwitch: getter(0x2d, double),
    /** The duration of the current phase in seconds. */
    getPhaseDuration: getter(0x24, double),
    /** How many persons a phase would serve. */
    getServedPersonCount: getterWith(0x67, integer, (buffer, phase: number) => buffer.int(phase)),
    /** The vehicles in the block behind a rail signal's link. */
    getBlockingVehicles: getterWith(0x25, textList, (buffer, linkIndex: number) => buffer.int(linkIndex)),
    /** The vehicles that also want to enter the block behind a rail signal's link. */
    getRivalVehicles: getterWith(0x30, textList, (buffer, linkIndex: number) => buffer.int(linkIndex)),
    /** Those of the rivals that go first. */
    getPriorityVehicles: getterWith(0x31, textList, (buffer, linkIndex: number) => buffer.int(linkIndex)),
    /** The constraints of a rail signal, of one trip or of all for `''`. */
    getConstraints: getterWith(0x2f, constraints, (buffer, tripID: string = '') => buffer.string(tripID)),
    /** The constraints that have this rail signal as the foe's, of one foe or of all for `''`. */
    getConstraintsByFoe: getterWith(0x34, constraints, (buffer, foeID: string = '') => buffer.string(foeID)),

    /** Switches to a phase of the current program. */
    setPhase: integerSetter(0x22),
    /** Names the current phase. */
    setPhaseName: textSetter(0x1b),
    /** Switches to a program; `off` switches the light off. */
    setProgram: textSetter(0x23),
    /** Sets how long the current phase goes on, in seconds. */
    setPhaseDuration: doubleSetter(0x24),
    /** Removes constraints; `''` stands for any value. */
    removeConstraints: setter(0x35, (buffer, tripID: string, foeSignal: string, foeID: string) => {
      buffer.compound(3);
      buffer.string(tripID);
      buffer.string(foeSignal);
      buffer.string(foeID);
    }),
    /** Removes the constraints that a vehicle (the id) can no longer meet, of one trip or of its current one for `''`. */
    updateConstraints: setter(0x36, (buffer, tripID: string = '') => buffer.string(tripID)),
    ...parameters,
  },
};

const stateSetter = setter(0x20, (buffer, state: string) => buffer.freeText(state));

const logicSetter = setter(0x2c, (buffer, logic: Logic) => {
  buffer.compound(5);
  buffer.string(logic.programID);
  buffer.int(logic.type);
  buffer.int(logic.currentPhaseIndex);
  buffer.compound(logic.phases.length);
  for (const phase of logic.phases) {
    buffer.compound(6);
    buffer.double(phase.duration);
    buffer.freeText(phase.state);
    buffer.double(phase.minDur);
    buffer.double(phase.maxDur);
    buffer.compound(phase.next.length);
    for (const next of phase.next) buffer.int(next);
    buffer.freeText(phase.name);
  }
  const subParameters = Object.entries(logic.subParameter);
  buffer.compound(subParameters.length);
  for (const pair of subParameters) buffer.freeTextList(pair);
});

const numbers = (values: readonly number[] | string): string =>
  typeof values === 'string' ? values : values.join(' ');

/** Traffic lights and rail signals. */
export class TrafficLightDomain extends domainOf(trafficlightSpec) {
  /** How many signals each light has, as far as asked. */
  readonly #signals = new Map<string, number>();
  #epoch = 0;

  /** SUMO dies of a state that is too short for the light. */
  async #checkStates(label: string, tlsID: string, states: readonly string[]): Promise<void> {
    if (this.#epoch !== this.epoch) this.#signals.clear();
    this.#epoch = this.epoch;
    let signals = this.#signals.get(tlsID);
    if (signals === undefined) {
      signals = (await this.getControlledLinks(tlsID)).length;
      this.#signals.set(tlsID, signals);
    }
    for (const state of states) {
      if (state.length < signals || !/^[rRyYgGuUoOs]*$/.test(state)) {
        const shown = JSON.stringify(state.length > 40 ? `${state.slice(0, 37)}...` : state);
        throw new InputError(
          label,
          `the state ${shown} does not fit ${tlsID}`,
          `${signals} letters of rRyYgGuoOs`,
        );
      }
    }
  }

  /**
   * Sets the state of all signals; the program is replaced by one named `online`. The first time, the number of the
   * light's signals is asked before.
   * @throws (rejects) InputError when the state has too few letters
   */
  async setRedYellowGreenState(tlsID: string, state: string): Promise<void> {
    const label = 'trafficlight.setRedYellowGreenState';
    await this.#checkStates(label, tlsID, [state]);
    return this.put(stateSetter, label, tlsID, state);
  }

  /**
   * Sets a program and switches to it. The first time, the number of the light's signals is asked before.
   * @throws (rejects) InputError when the state of a phase has too few letters
   */
  async setProgramLogic(tlsID: string, logic: Logic): Promise<void> {
    const label = 'trafficlight.setProgramLogic';
    const states = logic.phases.map((phase) => phase.state);
    await this.#checkStates(label, tlsID, states);
    return this.put(logicSetter, label, tlsID, logic);
  }

  /** Sets the state of one signal. */
  async setLinkState(tlsID: string, tlsLinkIndex: number, state: string): Promise<void> {
    const signals = [...(await this.getRedYellowGreenState(tlsID))];
    if (!Number.isInteger(tlsLinkIndex) || tlsLinkIndex < 0 || tlsLinkIndex >= signals.length) {
      throw new InputError(
        'trafficlight.setLinkState',
        `${tlsID} has no signal index ${tlsLinkIndex}`,
        `an index from 0 to ${signals.length - 1}`,
      );
    }
    signals[tlsLinkIndex] = state;
    return this.setRedYellowGreenState(tlsID, signals.join(''));
  }

  /** Reverses a constraint; returns the constraints made to avoid a deadlock. */
  swapConstraints(
    tlsID: string,
    tripID: string,
    foeSignal: string,
    foeID: string,
  ): Promise<readonly Constraint[]> {
    return this.askFor(CONSTRAINT_SWAP, constraints, 'trafficlight.swapConstraints', tlsID, (buffer) => {
      buffer.compound(3);
      buffer.string(tripID);
      buffer.string(foeSignal);
      buffer.string(foeID);
    });
  }

  /** The calls of the phases of a NEMA controller. */
  async getNemaPhaseCalls(tlsID: string): Promise<readonly string[]> {
    return (await this.getParameter(tlsID, 'NEMA.phaseCall')).split(',');
  }

  /** Sets the splits of a NEMA controller: seconds of phases 1 to 8, 0 for a phase that does not exist. */
  setNemaSplits(tlsID: string, splits: readonly number[] | string): Promise<void> {
    return this.setParameter(tlsID, 'NEMA.splits', numbers(splits));
  }

  /** Sets the longest greens of a NEMA controller: seconds of phases 1 to 8, 0 for a phase that does not exist. */
  setNemaMaxGreens(tlsID: string, maxGreens: readonly number[] | string): Promise<void> {
    return this.setParameter(tlsID, 'NEMA.maxGreens', numbers(maxGreens));
  }

  /** Sets the cycle length of a NEMA controller in seconds. */
  setNemaCycleLength(tlsID: string, cycleLength: number): Promise<void> {
    return this.setParameter(tlsID, 'NEMA.cycleLength', String(cycleLength));
  }

  /** Sets the offset of a coordinated NEMA controller in seconds. */
  setNemaOffset(tlsID: string, offset: number): Promise<void> {
    return this.setParameter(tlsID, 'NEMA.offset', String(offset));
  }
}
