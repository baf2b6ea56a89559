/** Generated images on which a vehicle's model is fine-tuned. */
export interface Dataset {
  readonly name: string;
  /** Relative accuracy of the fine-tuned model, in (0, 1]: the smaller, the more it has learned. */
  readonly theta: number;
  readonly origin: 'printed' | 'measured';
}

/**
 * The datasets of twin-market journal, section V-B, with their printed theta. A data set that was measured here is one more line:
 * points, figures and evidence of the studies follow from this list.
 */
export const datasets: readonly Dataset[] = [
  { name: 'generated', theta: 0.82, origin: 'printed' },
  { name: 'background', theta: 0.42, origin: 'printed' },
  { name: 're-context', theta: 0.85, origin: 'printed' },
];

/** How a data set is called in points and figures. */
export function datasetLabel({ name, theta, origin }: Dataset): string {
  return `${name} (theta ${theta}${origin === 'measured' ? ', measured' : ''})`;
}

/** The data set of a label. @throws RangeError when there is none */
export function datasetOf(label: string): Dataset {
  const found = datasets.find((dataset) => datasetLabel(dataset) === label);
  if (found === undefined) throw new RangeError(`no data set is called ${label}`);
  return found;
}
