import type { ScheduledEvent, Simulation } from '../../../src/kernel/index.js';

/** How a vehicle chooses its unit. */
export interface AttachmentRule {
  /** Below this there is no connection, dB. */
  readonly leastSnr: number;
  /** How much better another unit must be, dB, and for how long, s. */
  readonly handoverMargin: number;
  readonly handoverTime: number;
}

/** Nobody serves. */
export const nobody = -1;

function best(snr: Float64Array): number {
  let unit = 0;
  for (let u = 1; u < snr.length; u++) if (snr[u] > snr[unit]) unit = u;
  return unit;
}

/**
 * Which unit serves a vehicle: the best when it comes into coverage; another one when that has been better by a margin for some
 * time (event A3 of 3GPP TS 38.331 with its time to trigger); none when the serving one cannot be received.
 */
export class Attachment {
  serving = nobody;
  readonly #sim: Simulation;
  readonly #rule: AttachmentRule;
  readonly #onChange: (from: number, to: number, snr: number) => void;
  #candidate = nobody;
  #trigger: ScheduledEvent | undefined;

  /** @param onChange told after the change; -1 is nobody; with the signal-to-noise ratio at the new unit when it was measured last, dB */
  constructor(
    sim: Simulation,
    rule: AttachmentRule,
    onChange: (from: number, to: number, snr: number) => void,
  ) {
    this.#sim = sim;
    this.#rule = rule;
    this.#onChange = onChange;
  }

  /** New measurements. @param snr by unit, dB */
  measured(snr: Float64Array): void {
    const { leastSnr, handoverMargin, handoverTime } = this.#rule;
    const unit = best(snr);
    if (this.serving === nobody || !(snr[this.serving] >= leastSnr)) {
      this.#forgetCandidate();
      if (snr[unit] >= leastSnr) this.#change(unit, snr[unit]);
      else this.#change(nobody);
      return;
    }
    if (unit === this.serving || !(snr[unit] > snr[this.serving] + handoverMargin)) {
      this.#forgetCandidate();
      return;
    }
    if (unit === this.#candidate) return;
    this.#forgetCandidate();
    this.#candidate = unit;
    const measured = snr[unit];
    this.#trigger = this.#sim.schedule(
      handoverTime,
      () => {
        this.#candidate = nobody;
        this.#trigger = undefined;
        this.#change(unit, measured);
      },
      { name: 'handover' },
    );
  }

  /** The vehicle is on the road no more. */
  leave(): void {
    this.#forgetCandidate();
    this.#change(nobody);
  }

  #forgetCandidate(): void {
    this.#trigger?.cancel();
    this.#trigger = undefined;
    this.#candidate = nobody;
  }

  #change(to: number, snr = Number.NEGATIVE_INFINITY): void {
    const from = this.serving;
    if (from === to) return;
    this.serving = to;
    this.#onChange(from, to, snr);
  }
}
