import { z } from 'zod';

/** Numbers as several parts of a scenario have them. */
export const positive = z.number().positive();
export const nonNegative = z.number().nonnegative();

/** A range [low, high] of numbers of at least 0. */
export const range = (describe: string) =>
  z
    .tuple([nonNegative, nonNegative])
    .refine(([low, high]) => low <= high, { message: 'a range [low, high] with low not above high' })
    .describe(describe);
