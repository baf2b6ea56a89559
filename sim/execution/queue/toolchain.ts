/** The programs whose versions decide about the results of a unit of work. */
export interface Toolchain {
  readonly bidlane: string;
  /** Null where no SUMO is needed (recorded traffic, pure computation), or none is there. */
  readonly sumo: string | null;
}

/** Before every key in Redis. */
export const keyPrefix = 'bidlane';

/** The queue of units that a toolchain performs: another toolchain never sees them, so its results cannot mix with these. */
export function queueName({ bidlane, sumo }: Toolchain): string {
  const name = sumo === null ? `units-${bidlane}` : `units-${bidlane}-sumo-${sumo}`;
  return name.replaceAll(/[^A-Za-z0-9.+-]/g, '_');
}

/** Both versions, for a person. */
export function toolchainText({ bidlane, sumo }: Toolchain): string {
  return sumo === null ? `bidlane ${bidlane}` : `bidlane ${bidlane} with SUMO ${sumo}`;
}

/** Whether a worker with these programs may perform what needs those. */
export function canPerform(worker: Toolchain, needed: Toolchain): boolean {
  return worker.bidlane === needed.bidlane && (needed.sumo === null || worker.sumo === needed.sumo);
}
