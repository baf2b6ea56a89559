import { readFileSync } from 'node:fs';

/** Processor time, s. */
export interface ProcessorTime {
  /** Of this process, all its threads. */
  readonly own: number;
  /** Of the processes that it started and that have ended: SUMO and its tools. Null where the system does not tell. */
  readonly children: number | null;
}

/** Linux counts in hundredths of a second, whatever its kernel does inside. */
const ticksPerSecond = 100;

/** From `/proc/self/stat`: user and system time of children that ended and were waited for. */
function childrenTime(): number | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // The program's name in parentheses may hold spaces; the fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[13]) + Number(fields[14]);
    return Number.isFinite(ticks) ? ticks / ticksPerSecond : null;
  } catch {
    return null;
  }
}

/** Processor time used so far. */
export function processorTime(): ProcessorTime {
  const { user, system } = process.cpuUsage();
  return { own: (user + system) / 1e6, children: childrenTime() };
}

/** Processor time used since a moment. */
export function processorTimeSince(begin: ProcessorTime): ProcessorTime {
  const now = processorTime();
  const children = now.children === null || begin.children === null ? null : now.children - begin.children;
  return { own: now.own - begin.own, children };
}
