/** Fixes of one vehicle in the order of time, in metres of the network, as columns of one length. */
export interface GpsTrace {
  /** Name of the vehicle. */
  readonly vehicle: string;
  /** s, rising */
  readonly times: Float64Array;
  /** m */
  readonly x: Float64Array;
  /** m */
  readonly y: Float64Array;
  /** Direction of travel, degrees clockwise from north; NaN for a fix without one. Absent where no fix has one. */
  readonly headings?: Float64Array;
  /** m/s, NaN for a fix without one. Absent where no fix has one. */
  readonly speeds?: Float64Array;
}
