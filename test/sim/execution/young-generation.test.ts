import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { youngGeneration } from '../../../sim/execution/young-generation.js';

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the room of young objects', () => {
  it('is what the program and npm start ask Node for', () => {
    const [first] = text('src/cli/main.ts').split('\n');
    expect(first).toBe(`#!/usr/bin/env -S node ${youngGeneration}`);
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(scripts.start.split(' ')).toContain(youngGeneration);
  });
});
