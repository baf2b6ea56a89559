/**
 * What stands for the replications of a point in figures, tables and comparisons: the `mean` with Student's t interval, or the
 * `median` with an interval that holds for every distribution, drawn with the quartiles.
 */
export type Statistic = 'mean' | 'median';
