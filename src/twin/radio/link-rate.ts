/** Noise figure of a receiver, dB. */
const noiseFigure = 9;
/** bit/s/Hz with the best modulation and coding that receivers have (256-QAM, rate 948/1024). */
const efficiencyCap = 7.4;

/**
 * Noise at a receiver: thermal noise of -174 dBm/Hz over the band, and a noise figure of 9 dB.
 * @param bandwidth MHz, above 0
 * @returns dBm
 */
export function noisePower(bandwidth: number): number {
  return -174 + 10 * Math.log10(bandwidth * 1e6) + noiseFigure;
}

/**
 * A power in dBm.
 * @param power mW, above 0
 */
export function decibelMilliwatts(power: number): number {
  return 10 * Math.log10(power);
}

/**
 * Bits per second and hertz of a link: log2(1 + SNR), at most 7.4.
 * @param signalToNoise dB; -Infinity for no signal
 */
export function spectralEfficiency(signalToNoise: number): number {
  return Math.min(efficiencyCap, Math.log1p(10 ** (signalToNoise / 10)) / Math.LN2);
}
