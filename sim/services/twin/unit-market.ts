import type { Simulation } from '../../../src/kernel/index.js';
import { observedQualities, PriceMemory } from '../../../src/market/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { MarketRound } from './market-round.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { TwinLedger } from './twin-ledger.js';
import type { TwinPrediction } from './twin-prediction.js';
import type { TwinTask } from './twin-task.js';

/** Observed tasks that the price scaling factor looks back on. */
const memory = 200;

/** Holds the market rounds of all units. They share what simulations were worth in past rounds, which sets the price scaling factor. */
export class UnitMarket {
  readonly #sim: Simulation;
  readonly #settings: TwinSettings;
  readonly #units: readonly RoadsideUnit[];
  readonly #ledger: TwinLedger;
  readonly #grant: (tasks: readonly TwinTask[], unit: number) => void;
  readonly #prediction: TwinPrediction | undefined;
  readonly #past = new PriceMemory(memory);

  /**
   * @param grant lets tasks that were granted go on, at the unit of an index
   * @param prediction where movement is predicted: admits tasks, and measures the accuracy of the twins
   */
  constructor(
    sim: Simulation,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
    ledger: TwinLedger,
    grant: (tasks: readonly TwinTask[], unit: number) => void,
    prediction?: TwinPrediction,
  ) {
    this.#sim = sim;
    this.#settings = settings;
    this.#units = units;
    this.#ledger = ledger;
    this.#grant = grant;
    this.#prediction = prediction;
  }

  /** Holds rounds from now on. Those of different units do not fall together. */
  begin(): void {
    const { period } = this.#settings.market;
    const market = this;
    for (const [index, unit] of this.#units.entries())
      this.#sim.process(`market of ${unit.name}`, function* () {
        yield (period * index) / market.#units.length;
        for (;;) {
          market.#round(unit, index);
          yield period;
        }
      });
  }

  #round(unit: RoadsideUnit, index: number): void {
    if (unit.waiting.size === 0) return;
    const bidding = unit.waiting.list();
    const waiting = this.#prediction?.admitted(index, bidding) ?? bidding;
    if (waiting.length === 0) return;
    const alpha = this.#past.factor(this.#settings.market.gamma);
    const { accuracy } = this.#prediction ?? {};
    const round = new MarketRound(unit, waiting, this.#settings, alpha, this.#sim.now, accuracy);
    const outcome = round.decide();
    unit.rounds++;
    unit.granted += outcome.grants.length;
    this.#ledger.round(outcome);
    for (const { task, payment, promised, award, claim } of outcome.grants) {
      task.payment = payment;
      task.promised = promised;
      task.award = award;
      task.accuracy = round.market.accuracy;
      task.claim = claim;
    }
    // From now on they are bound to this unit, whatever else happens at this moment.
    this.#grant(
      outcome.grants.map(({ task }) => task),
      index,
    );
    unit.waiting.dropGranted();
    this.#remember(round);
  }

  /** Remembers the qualities of one vehicle that no bid has chosen: the one that has waited longest. */
  #remember({ offers }: MarketRound): void {
    if (this.#settings.simulators.length < 3) return;
    this.#past.remember(observedQualities(offers, 0));
  }
}
