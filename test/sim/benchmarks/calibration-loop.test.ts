import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { calibrate, calibrationWork } from '../../../sim/benchmarks/calibration-loop.js';
import { processorTime, processorTimeSince } from '../../../sim/benchmarks/processor-time.js';

describe('the calibration work', () => {
  it('is the same each time, and takes processor time', () => {
    expect(calibrationWork()).toBe(calibrationWork());
    expect(calibrate(1)).toBeGreaterThan(0);
  });
});

describe('processorTime', () => {
  it('counts this process, and children when they have ended', () => {
    const begin = processorTime();
    calibrationWork();
    expect(processorTimeSince(begin).own).toBeGreaterThan(0);
    const before = processorTime();
    execFileSync(process.execPath, ['-e', 'for (let i = 0; i < 3e8; i++);']);
    const { children } = processorTimeSince(before);
    if (process.platform === 'linux') expect(children).toBeGreaterThan(0);
    else expect(children).toBeNull();
  });
});
