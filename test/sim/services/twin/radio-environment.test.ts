import { describe, expect, it } from 'vitest';
import { RadioEnvironment } from '../../../../sim/services/twin/radio-environment.js';
import { RandomStream } from '../../../../src/random/index.js';
import { logDistancePathLoss, urbanPathLoss } from '../../../../src/twin/index.js';
import { twinSettings } from './twin-fixture.js';

const units = [
  { name: 'a', x: 0, y: 0 },
  { name: 'b', x: 500, y: 0 },
];
// 100 mW are 20 dBm, 400 mW 6 dB more; noise over 10 MHz is -95 dBm.
const unit = { range: 300, uplinkBandwidth: 10, downlinkBandwidth: 10, power: 400 };
const vehicles = { power: 100 };

describe('links between vehicles and units', () => {
  it('have the signal-to-noise ratio by hand, and none out of range', () => {
    const settings = twinSettings({ unit, vehicles, radio: { model: 'log-distance', exponent: 3 } });
    const radio = new RadioEnvironment(units, settings, new RandomStream('radio'));
    const snr = new Float64Array(2);
    radio.measure(0, 200, 0, snr);
    expect(snr[0]).toBeCloseTo(20 + 95 - logDistancePathLoss(200, 5.9, 3), 9);
    expect(snr[1]).toBeCloseTo(20 + 95 - logDistancePathLoss(300, 5.9, 3), 9);
    radio.measure(0, 199, 0, snr);
    expect(snr[1]).toBe(Number.NEGATIVE_INFINITY);
    expect(radio.downlinkGain).toBeCloseTo(10 * Math.log10(4), 9);
  });

  it('stay as they are while a vehicle stands, and are drawn anew when it comes again', () => {
    const settings = twinSettings({ unit, vehicles });
    const radio = new RadioEnvironment(units, settings, new RandomStream('radio'));
    const first = new Float64Array(2);
    const again = new Float64Array(2);
    radio.measure(7, 100, 20, first);
    radio.measure(7, 100, 20, again);
    expect(again).toEqual(first);
    radio.forget(7);
    radio.measure(7, 100, 20, again);
    expect(again[0]).not.toBe(first[0]);
  });

  it('are in sight, and shadowed, as often and as much as the urban model says', () => {
    const settings = twinSettings({ unit, vehicles });
    const radio = new RadioEnvironment(units, settings, new RandomStream('radio'));
    const snr = new Float64Array(2);
    const n = 20_000;
    let sum = 0;
    for (let vehicle = 0; vehicle < n; vehicle++) {
      radio.measure(vehicle, 100, 0, snr);
      sum += 115 - snr[0];
    }
    const sight = 1.05 * Math.exp(-1.14);
    const mean = sight * urbanPathLoss(100, 5.9, 'los') + (1 - sight) * urbanPathLoss(100, 5.9, 'nlos');
    expect(Math.abs(sum / n - mean)).toBeLessThan(0.5);
  });
});
