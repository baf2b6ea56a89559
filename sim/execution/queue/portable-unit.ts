import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { withModules } from '../../../src/scenario/index.js';
import { hashOfFile } from '../../traffic/content-hash.js';
import { sharedFolder, type WorkUnit } from '../work-unit.js';
import type { BlobRef } from './blobs.js';

/** A unit that can be performed where its files are not: every path of an input in it is a placeholder. */
export interface PortableUnit {
  /** The unit with placeholders, and without its folder. */
  readonly unit: WorkUnit;
  /** The file behind each placeholder. */
  readonly files: Readonly<Record<string, BlobRef>>;
}

/** Options of SUMO that name files which it writes; any other value that is the path of a file names an input. */
const written = /output|^save-|^(log|message-log|error-log|netstate-dump|l)$|^device\.\w+\.file$/;

const placeholder = (hash: string, name: string): string => `bidlane-input:${hash}/${name}`;

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Hashes files, each once as long as it stays the same. */
export class FileHashes {
  readonly #known = new Map<string, Promise<string>>();

  async of(path: string): Promise<string> {
    const { mtimeMs, size } = await stat(path);
    const key = `${path}\n${mtimeMs}\n${size}`;
    const hash = this.#known.get(key) ?? hashOfFile(path);
    this.#known.set(key, hash);
    return hash;
  }
}

/**
 * Makes a unit portable: network, demand, modules of users, fitted model, recorded traffic, and the files that SUMO's further options name.
 * @param hashes of files already hashed for other units
 */
export async function portableUnit(unit: WorkUnit, hashes: FileHashes): Promise<PortableUnit> {
  const files: Record<string, BlobRef> = {};
  const port = async (path: string): Promise<string> => {
    const hash = await hashes.of(path);
    const name = basename(path);
    files[placeholder(hash, name)] = { hash, name, given: path };
    return placeholder(hash, name);
  };
  if (unit.kind === 'study') {
    // Link travel times are learnt once, before all units.
    const folder = sharedFolder(unit);
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.model'));
    const shared = await Promise.all(
      names.map(async (name) => [name, await port(join(folder, name))] as const),
    );
    return { unit: { ...unit, shared: Object.fromEntries(shared), out: '' }, files };
  }
  const portOption = async (option: string, value: string | number | boolean): Promise<typeof value> => {
    if (typeof value !== 'string' || (written.test(option) && !option.endsWith('input-file'))) return value;
    const parts = value.split(',');
    const ported = await Promise.all(
      parts.map(async (part) => ((await isFile(resolve(part))) ? port(resolve(part)) : part)),
    );
    return ported.join(',');
  };
  const { traffic } = unit.scenario;
  const { demand } = traffic;
  const options = await Promise.all(
    Object.entries(traffic.options).map(
      async ([name, value]) => [name, await portOption(name, value)] as const,
    ),
  );
  const ported = {
    ...traffic,
    network: await port(traffic.network),
    demand:
      'routes' in demand
        ? { ...demand, routes: await port(demand.routes) }
        : {
            file: await port(demand.file),
            ...(demand.additional === undefined ? {} : { additional: await port(demand.additional) }),
          },
    options: Object.fromEntries(options),
  };
  const crowdsourcing = await withModules(unit.scenario.crowdsourcing, port);
  return {
    unit: {
      ...unit,
      scenario: { ...unit.scenario, traffic: ported, crowdsourcing },
      model: await port(unit.model),
      traffic: unit.traffic === null ? null : await port(unit.traffic),
      out: '',
    },
    files,
  };
}

/** A JSON value with pieces of its texts replaced. */
export function inStrings<T>(value: T, by: ReadonlyMap<string, string>): T {
  const inside = (part: unknown): unknown => {
    if (typeof part === 'string') {
      let text = part;
      for (const [from, to] of by) text = text.replaceAll(from, to);
      return text;
    }
    if (Array.isArray(part)) return part.map(inside);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, inside(item)]));
  };
  return inside(value) as T;
}

/** A unit made local: its inputs are files here, and its part goes to a folder here. */
export interface LocalUnit {
  readonly unit: WorkUnit;
  /** Of each local copy the path that the person gave who asked. */
  readonly given: ReadonlyMap<string, string>;
}

/**
 * Makes a portable unit local.
 * @param fetch gives the local copy of a file
 * @param out the folder of its results
 */
export async function localUnit(
  { unit, files }: PortableUnit,
  fetch: (file: BlobRef) => Promise<string>,
  out: string,
): Promise<LocalUnit> {
  const here = new Map<string, string>();
  const given = new Map<string, string>();
  for (const [name, file] of Object.entries(files)) {
    const path = await fetch(file);
    here.set(name, path);
    given.set(path, file.given);
  }
  return { unit: { ...inStrings(unit, here), out }, given };
}
