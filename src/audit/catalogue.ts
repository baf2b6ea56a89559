import { InputError, nearestName } from '../input/index.js';
import { type MarketOptions, mechanisms as marketMechanisms } from '../market/index.js';
import {
  type AuctionOptions,
  mechanisms as auctionMechanisms,
  type WbsOptions,
  wbs,
} from '../recruitment/index.js';
import { auctionSubject } from './auction-subject.js';
import { type AuditOptions, type AuditReport, audit } from './audit.js';
import { bidSubject } from './bid-subject.js';
import { exactBvm, exactTbuma } from './internal/exact-auctions.js';
import { exactWbs } from './internal/exact-wbs.js';
import type { UserMechanism } from './load-mechanism.js';
import { marketSubject } from './market-subject.js';
import type { PropertyName } from './property.js';

/** The choices that tell the variants of mechanisms apart; each mechanism takes those that concern it. */
export interface VariantOptions {
  /** tbuma, buma, bvm, optimum; default `exact`. */
  readonly valuation?: AuctionOptions['valuation'];
  /** tbuma; default `two`. */
  readonly alpha?: AuctionOptions['alpha'];
  /** bvm; default `stop`. */
  readonly onViolation?: AuctionOptions['onViolation'];
  /** wbs; default `critical`. */
  readonly payment?: WbsOptions['payment'];
  /** wbs and users' mechanisms of that kind: bids of a vehicle; default `several`. */
  readonly bids?: '1' | 'several';
  /** epvisa, mtepvisa; default `coupled`. */
  readonly score?: MarketOptions['score'];
  /** pvisa, epvisa, mtepvisa; default `critical`. */
  readonly pricing?: MarketOptions['pricing'];
  /** Markets: whether vehicles can report other deadlines than they have; default `reported`. */
  readonly deadlines?: 'verified' | 'reported';
}

/** A mechanism that is ready to be audited. */
export interface Auditor {
  /** Instances that a search should have; markets take longer. */
  readonly usualInstances: number;
  run(options: AuditOptions): Promise<AuditReport>;
}

const auctionChoices = {
  tbuma: ['valuation', 'alpha'],
  buma: ['valuation'],
  bvm: ['valuation', 'onViolation'],
  optimum: ['valuation'],
} as const;

/** What the papers say of their mechanisms, and what is known of the others. */
const auctionPromises: Readonly<Record<keyof typeof auctionChoices, readonly PropertyName[]>> = {
  tbuma: [
    'truthful-price',
    'individual-rationality',
    'profitability',
    'budget-feasibility',
    'monotonicity',
    'critical-payment',
  ],
  buma: ['individual-rationality', 'profitability', 'budget-feasibility'],
  bvm: ['truthful-price', 'individual-rationality', 'budget-feasibility', 'monotonicity', 'critical-payment'],
  optimum: ['individual-rationality', 'profitability', 'budget-feasibility'],
};

const exactAuctions = { tbuma: exactTbuma, bvm: exactBvm, buma: undefined, optimum: undefined } as const;

const wbsPromises: readonly PropertyName[] = [
  'truthful-price',
  'truthful-bids',
  'truthful-bundle',
  'individual-rationality',
  'profitability',
  'monotonicity',
  'critical-payment',
];
/** Those that `menu` is not meant to have. */
const lostByMenu: readonly PropertyName[] = ['profitability', 'critical-payment'];

const marketPromises: readonly PropertyName[] = [
  'truthful-price',
  'truthful-simulator',
  'individual-rationality',
  'profitability',
  'monotonicity',
  'critical-payment',
  'false-names',
  'false-names-simulator',
];

const choices: Readonly<Record<string, readonly (keyof VariantOptions)[]>> = {
  ...auctionChoices,
  wbs: ['payment', 'bids'],
  pvisa: ['pricing', 'deadlines'],
  epvisa: ['score', 'pricing', 'deadlines'],
  mtepvisa: ['score', 'pricing', 'deadlines'],
};

/** The names of the built-in mechanisms that can be audited. */
export const auditable: readonly string[] = Object.keys(choices);

/** How an option is written on the command line. */
function flag(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function checkChoices(
  mechanism: string,
  own: readonly (keyof VariantOptions)[],
  variant: VariantOptions,
): void {
  for (const option of Object.keys(variant) as (keyof VariantOptions)[]) {
    if (variant[option] === undefined || own.includes(option)) continue;
    const right = own.length === 0 ? 'none' : own.map(flag).join(', ');
    throw new InputError(flag(option), `does not concern ${mechanism}`, `its options are ${right}`);
  }
}

const auctionInstances = 20_000;
const marketInstances = 3000;

/**
 * A built-in mechanism, ready to be audited.
 * @throws InputError for an unknown mechanism, and for options that do not concern it
 */
export function builtInAuditor(name: string, variant: VariantOptions = {}): Auditor {
  const own = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (own === undefined) {
    const near = nearestName(name, auditable);
    const right = near === undefined ? '' : `did you mean ${near}? `;
    throw new InputError(
      name,
      'there is no such mechanism',
      `${right}one of ${auditable.join(', ')}, or the path of a module`,
    );
  }
  checkChoices(name, own, variant);
  if (name in auctionChoices) {
    const mechanism = name as keyof typeof auctionChoices;
    const { valuation = 'exact', alpha = 'two', onViolation = 'stop' } = variant;
    const exactly = exactAuctions[mechanism];
    const subject = auctionSubject({
      mechanism,
      variant: {
        valuation,
        ...(mechanism === 'tbuma' ? { alpha } : {}),
        ...(mechanism === 'bvm' ? { onViolation } : {}),
      },
      run: auctionMechanisms[mechanism],
      ...(exactly === undefined ? {} : { exactly }),
      promises: auctionPromises[mechanism],
    });
    return { usualInstances: auctionInstances, run: (options) => audit(subject, options) };
  }
  if (name === 'wbs') {
    const { payment = 'critical', bids = 'several' } = variant;
    const promises = wbsPromises.filter((property) => payment !== 'menu' || !lostByMenu.includes(property));
    const subject = bidSubject({
      mechanism: 'wbs',
      options: { payment },
      bids,
      run: wbs,
      exactly: exactWbs,
      promises,
    });
    return { usualInstances: auctionInstances, run: (options) => audit(subject, options) };
  }
  const rule = name as 'pvisa' | 'epvisa' | 'mtepvisa';
  const { score = 'coupled', pricing = 'critical', deadlines = 'reported' } = variant;
  const subject = marketSubject({
    mechanism: rule,
    options: rule === 'pvisa' ? { pricing } : { score, pricing },
    deadlines,
    run: marketMechanisms[rule],
    rule,
    promises: marketPromises,
  });
  return { usualInstances: marketInstances, run: (options) => audit(subject, options) };
}

/** What is expected of a user's mechanism that does not say what it promises. */
const expected = {
  auction: auctionPromises.tbuma,
  bids: wbsPromises,
  market: marketPromises,
} as const;

/**
 * A mechanism of a user's own, ready to be audited. It is run without options.
 * @throws InputError for options that do not concern its kind
 */
export function userAuditor(user: UserMechanism, variant: VariantOptions = {}): Auditor {
  const promises = user.promises ?? expected[user.kind];
  const { bids = 'several', deadlines = 'reported' } = variant;
  const mechanism = user.name;
  if (user.kind === 'auction') {
    checkChoices(mechanism, [], variant);
    const subject = auctionSubject({ mechanism, variant: {}, run: user.run, promises });
    return { usualInstances: auctionInstances, run: (options) => audit(subject, options) };
  }
  if (user.kind === 'bids') {
    checkChoices(mechanism, ['bids'], variant);
    const subject = bidSubject({ mechanism, options: {}, bids, run: user.run, promises });
    return { usualInstances: auctionInstances, run: (options) => audit(subject, options) };
  }
  checkChoices(mechanism, ['deadlines'], variant);
  const subject = marketSubject({ mechanism, options: {}, deadlines, run: user.run, promises });
  return { usualInstances: marketInstances, run: (options) => audit(subject, options) };
}
