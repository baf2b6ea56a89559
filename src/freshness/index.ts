/**
 * Keeping an HD map fresh: whom to recruit at which age of the map (ENTER). The action order, bounds of the thresholds, the
 * exact solver and the value iterations, what policies earn, the baselines, and two extensions: arrivals that depend on a
 * phase, and several points of interest that share a budget. Every part is a function from data to data.
 */
export { type ActionOrder, actionOrder, type OrderedAction } from './action-order.js';
export { type AgePolicy, checkPolicy, type PolicyPiece, policyOf, recruitAt } from './age-policy.js';
export { autocorrelation, dispersionIndex } from './arrival-statistics.js';
export { auction, draim, myopic, zeroWait } from './baselines.js';
export { type CompareAnswer, recruitCompareDocument } from './compare-document.js';
export { solveExactly, type ThresholdSolution } from './exact-solver.js';
export { actionOrderByAlgorithm1, actionOrderBySorting } from './exhaustive-order.js';
export { arrivalAware, clairvoyantBound, hindsightPayoff, type InformedValue } from './informed-bounds.js';
export { evaluatePhasePolicy, type PhaseSolution, solvePhaseAware } from './phase-aware.js';
export { checkPhaseProblem, type PhasePolicy, type PhaseProblem } from './phase-problem.js';
export {
  ageDistribution,
  evaluatePolicy,
  improvementOver,
  type PolicyEvaluation,
  type PolicyValue,
  type ValuedPolicy,
} from './policy-evaluation.js';
export { type SimulatedValue, simulatePolicy } from './policy-simulation.js';
export {
  checkProblem,
  type RecruitmentProblem,
  type Reports,
  reportsOf,
  type SetReport,
  setReport,
} from './recruitment-problem.js';
export {
  type RecruitmentSolution,
  type SolveOptions,
  type SolverName,
  solveRecruitment,
} from './recruitment-solution.js';
export {
  type BudgetedPolicies,
  freshnessIndex,
  type PointInSlot,
  type SharedRecruitment,
  shareBudget,
  solveUnderBudget,
} from './shared-budget.js';
export { recruitSimulateDocument, type SimulateAnswer } from './simulate-document.js';
export { bestConstantSet, bestSingleSet, bestThreshold, type SingleSetPolicy } from './single-set.js';
export { recruitSolveDocument, type SolveAnswer } from './solve-document.js';
export { type ThresholdBound, thresholdBounds } from './threshold-bounds.js';
export {
  recruitThresholdsDocument,
  type ThresholdStep,
  type ThresholdsAnswer,
} from './thresholds-document.js';
export {
  type IterationMethod,
  type IterationOptions,
  type IterationSolution,
  solveByIteration,
} from './value-iteration.js';
export {
  asIfCapable,
  asIfPresent,
  type BernoulliType,
  type CountType,
  checkType,
  type PoissonType,
  type ReportType,
  reportOf,
  type VehicleType,
} from './vehicle-type.js';
