import { z } from 'zod';

const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();
const number = z.number().nullable();

const predicted = z.object({ payoff: number, age: number, cost: number });

/** What the report shows of the freshness of one replication. Ages in slots, costs and payoffs per slot. */
export const freshnessPart = z.object({
  policy: z.string(),
  /** s. */
  slotLength: z.number(),
  points: list(
    z.object({
      name: z.string(),
      /** Round of the traffic light, s. */
      cycle: number,
      arrivals: z.number(),
      slots: z.number(),
      dispersion: number,
      /** Of the arrivals of slots 1, 2, .. slots apart. */
      autocorrelation: list(number),
      predicted: predicted.nullable(),
      payoff: z.number(),
      age: z.number(),
      cost: z.number(),
      wasted: z.number(),
      updates: z.number(),
    }),
  ),
  /** Means over the points, all on the same arrivals. */
  policies: list(
    z.object({
      policy: z.string(),
      predictedPayoff: number,
      payoff: number,
      age: number,
      cost: number,
      wasted: number,
    }),
  ),
  /** What only one replication shows: the age at the first point by slot, and where it was renewed. */
  detail: z
    .object({ point: z.string(), time: list(z.number()), age: list(z.number()), arrivals: list(z.number()) })
    .nullable(),
});

/** What the report shows of the freshness of one replication. */
export type FreshnessPart = z.infer<typeof freshnessPart>;
