import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TwinTask } from '../../../../sim/services/twin/twin-task.js';
import { WaitingTasks } from '../../../../sim/services/twin/waiting-tasks.js';
import { Simulation } from '../../../../src/kernel/index.js';
import { twinTask, twinVehicle } from './twin-fixture.js';

describe('the tasks that wait at a unit', () => {
  it('are those that came and did not go, oldest first', () => {
    const sim = new Simulation();
    const vehicle = twinVehicle(sim, 0);
    const number = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('add', 'delete', 'grant'), number)), (steps) => {
        const tasks = Array.from({ length: 13 }, (_, number) => twinTask(sim, vehicle, { number }));
        const waiting = new WaitingTasks();
        const expected = new Set<TwinTask>();
        for (const [what, number] of steps) {
          const task = tasks[number];
          if (what === 'add') {
            if (expected.has(task) || task.unit !== undefined) continue;
            waiting.add(task);
            expected.add(task);
          } else if (what === 'delete') {
            waiting.delete(task);
            expected.delete(task);
          } else if (expected.has(task)) {
            const before = waiting.list();
            task.unit = 3;
            waiting.dropGranted();
            expected.delete(task);
            expect(before).toContain(task);
          }
          expect(waiting.size).toBe(expected.size);
          expect(waiting.list()).toEqual([...expected].sort((a, b) => a.number - b.number));
        }
      }),
    );
  });
});
