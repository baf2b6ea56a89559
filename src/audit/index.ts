/**
 * Audits of mechanisms, built-in or a user's own: searches for counterexamples to truthfulness, individual rationality,
 * profitability, budget feasibility, monotonicity, critical payments and proofness against false names.
 */
export type { AuditOptions, AuditReport, PropertyFinding } from './audit.js';
export {
  type Auditor,
  auditable,
  builtInAuditor,
  userAuditor,
  type VariantOptions,
} from './catalogue.js';
export type { Counterexample, Fate, Lie } from './internal/counterexample.js';
export { loadMechanism, type MechanismKind, type UserMechanism } from './load-mechanism.js';
export { type PropertyName, properties, propertyNames } from './property.js';
