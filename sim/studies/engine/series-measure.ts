/** The name of a series' measure among the measures of a replication. */
export function seriesMeasure(series: string, measure: string): string {
  return `${series}: ${measure}`;
}
