/**
 * Audits of mechanisms, built-in or a user's own: searches for counterexamples to truthfulness, individual rationality,
 * profitability, budget feasibility, monotonicity, critical payments and proofness against false names.
 */
export { loadMechanism, type MechanismKind, type UserMechanism } from './load-mechanism.js';
export { type PropertyName, propertyNames } from './property.js';
