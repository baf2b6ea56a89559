import type { CrowdsourcingSettings, TaskSettings } from '../../../src/scenario/index.js';
import { type TaskWorth, taskWorth, type UserValue } from './task-worth.js';
import { userFunction } from './user-module.js';

/** Who has tasks: its budget for one campaign, and what its tasks are. */
export interface Requester {
  /** Empty for the only requester of a scenario that names none. */
  readonly name: string;
  readonly budget: number;
  readonly tasks: TaskSettings;
  readonly worth: TaskWorth;
}

const userValue = async (module: string): Promise<UserValue> =>
  (await userFunction(
    module,
    'a function from s since the start of the campaign to the value of a task',
  )) as UserValue;

/** What a requester says of its tasks over what all share; values of its own take the place of a shared curve. */
function tasksOf(shared: TaskSettings, own: Partial<TaskSettings>): TaskSettings {
  const { value, ...rest } = shared;
  const inherits = value !== undefined && own.values === undefined;
  return { ...rest, ...(inherits ? { value } : {}), ...own };
}

/**
 * The requesters of a scenario, in its order; the one of a scenario that names none has no name.
 * @throws InputError when a module that values tasks is missing or wrong
 */
export async function requestersOf({
  requesters,
  tasks,
  auction,
}: CrowdsourcingSettings): Promise<Requester[]> {
  const who = requesters ?? [{ name: '', budget: undefined, tasks: undefined }];
  return Promise.all(
    who.map(async ({ name, budget, tasks: own }) => {
      const settings = own === undefined ? tasks : tasksOf(tasks, own);
      const { value } = settings;
      const user = value !== undefined && 'module' in value ? await userValue(value.module) : undefined;
      const worth = taskWorth(settings, user);
      return { name, budget: budget ?? auction.budget, tasks: settings, worth };
    }),
  );
}

/**
 * The requester of a scenario with one requester.
 * @throws InputError when a module values its tasks, which takes time to load
 */
export function soleRequester({ tasks, auction }: CrowdsourcingSettings): Requester {
  return { name: '', budget: auction.budget, tasks, worth: taskWorth(tasks) };
}
