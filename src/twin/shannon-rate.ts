/**
 * The transmission rate of a link by Shannon's formula, R = B log2(1 + g p / sigma^2), which gives both the uplink and the
 * downlink rate of the papers' normalised mode: channel gain without unit, noise of about 1 (twin-market journal, III-B).
 * Every vehicle is given the whole bandwidth.
 * @param bandwidth B in MHz, not negative
 * @param gain g, not negative; 0 is no connection
 * @param power p of the sender in mW, not negative
 * @param noise sigma^2, the noise power at the receiver in the unit of gain x power, above 0
 * @returns the rate in Mbit/s; 0 where there is no bandwidth, gain or power
 */
export function shannonRate(bandwidth: number, gain: number, power: number, noise: number): number {
  // log1p keeps weak signals: log2(1 + x) loses every digit of an x below 1e-16.
  // Not -0, which JSON can say: dividing by it gives a latency of -Infinity.
  return Math.max(0, (bandwidth * Math.log1p((gain * power) / noise)) / Math.LN2);
}
