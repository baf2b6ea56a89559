import { type CrowdsourcingSettings, isBuiltIn, type TaskSettings } from './crowdsourcing.js';

/** Where a setting stands in a scenario: keys from the top. */
type Place = readonly (string | number)[];

/**
 * The crowdsourcing settings with the path of each module of a user (mechanisms, values of tasks) replaced.
 * @param replace gives what takes the place of a path; told where it stands in the scenario
 */
export async function withModules(
  settings: CrowdsourcingSettings,
  replace: (path: string, at: Place) => Promise<string>,
): Promise<CrowdsourcingSettings> {
  const top = ['crowdsourcing'];
  const mechanism = async (name: string, at: Place): Promise<string> =>
    isBuiltIn(name) ? name : replace(name, at);
  const withValue = async <T extends Pick<TaskSettings, 'value'>>(tasks: T, at: Place): Promise<T> => {
    const { value } = tasks;
    if (value === undefined || !('module' in value)) return tasks;
    return { ...tasks, value: { ...value, module: await replace(value.module, [...at, 'value', 'module']) } };
  };
  const { auction, tasks, requesters } = settings;
  const acting = await mechanism(auction.mechanism, [...top, 'auction', 'mechanism']);
  const compare = await all(auction.compare, (name, i) => mechanism(name, [...top, 'auction', 'compare', i]));
  const who = await all(requesters, async (requester, i) =>
    requester.tasks === undefined
      ? requester
      : { ...requester, tasks: await withValue(requester.tasks, [...top, 'requesters', i, 'tasks']) },
  );
  return {
    ...settings,
    tasks: await withValue(tasks, [...top, 'tasks']),
    ...(who === undefined ? {} : { requesters: who }),
    auction: { ...auction, mechanism: acting, ...(compare === undefined ? {} : { compare }) },
  };
}

async function all<T>(
  list: readonly T[] | undefined,
  change: (item: T, i: number) => Promise<T>,
): Promise<T[] | undefined> {
  return list === undefined ? undefined : Promise.all(list.map(change));
}
