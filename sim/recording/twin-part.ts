import { z } from 'zod';

const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();
const number = z.number().nullable();
const sums = z.object({
  twin: z.number(),
  traffic: z.number(),
  driving: z.number(),
  online: z.number(),
  offline: z.number(),
});

/** What the report shows of the digital twins of one replication. */
export const twinPart = z.object({
  mechanism: z.string(),
  vehicles: z.int(),
  tasks: z.int(),
  completed: z.int(),
  /** Tasks by cause of failure. */
  failures: z.record(z.string(), z.int()),
  /** Quantiles of delays, s. */
  delays: list(z.object({ name: z.string(), p50: number, p95: number, p99: number })),
  units: list(
    z.object({
      name: z.string(),
      x: z.number(),
      y: z.number(),
      granted: z.int(),
      handovers: z.int(),
      /** Tasks that it granted and that are over, and those of them that were done. */
      over: z.int().optional(),
      completed: z.int().optional(),
      cpu: z.number(),
      gpu: z.number(),
      uplink: z.number(),
      downlink: z.number(),
    }),
  ),
  promised: sums,
  realised: sums,
  optimum: number,
  fairness: number,
  age: number,
  /** Upload and computing time of some tasks, s: reckoned by the market, and taken. */
  promises: list(z.object({ predicted: z.number(), realised: z.number() })),
  /** Some dwell times, s, where tasks are admitted by them: predicted, and realised. */
  stays: list(z.object({ predicted: z.number(), realised: z.number() })).optional(),
  /** The accuracy over time, where it is measured. */
  accuracy: list(
    z.object({ time: z.number(), entered: z.number(), paper: number, displacement: number, hits: number }),
  ).optional(),
});

export type TwinPart = z.infer<typeof twinPart>;
