/** Something a watching person wants to know while a run works. */
export type ProgressEvent =
  | { readonly kind: 'probe-rounds'; readonly done: number; readonly total: number }
  | { readonly kind: 'model-reused'; readonly file: string }
  | {
      readonly kind: 'replication';
      /** Number of the replication, from 0. */
      readonly replication: number;
      readonly total: number;
      /** Simulated time so far and at the end, s. */
      readonly time: number;
      readonly end: number;
      /** Vehicles on the road. */
      readonly running: number;
    }
  | {
      /** The replications are about to begin; some may be there from an earlier run. */
      readonly kind: 'replications';
      readonly total: number;
      readonly there: number;
    }
  | { readonly kind: 'replication-done'; readonly replication: number; readonly total: number }
  | { readonly kind: 'note'; readonly text: string };

export type ProgressListener = (event: ProgressEvent) => void;
