import { numberAttribute, readXmlFile, requiredAttribute } from './internal/xml-file.js';

/** A traffic light that goes through its phases at fixed times. */
export interface SignalCycle {
  /** Length of a whole round, s. */
  readonly cycle: number;
  /** The round begins at this time and every `cycle` later, s. */
  readonly offset: number;
}

/**
 * The rounds of the traffic lights of a network that go by the clock, by id of the light; lights that react to the traffic are left out.
 * Of several programs of a light the first one counts.
 * @param path of a SUMO network (.net.xml or .net.xml.gz)
 * @throws InputError where the file is missing, is no XML, or a duration is no number
 */
export async function readSignals(path: string): Promise<ReadonlyMap<string, SignalCycle>> {
  const signals = new Map<string, SignalCycle>();
  const seen = new Set<string>();
  let light: { readonly id: string; readonly offset: number; cycle: number } | undefined;
  await readXmlFile(path, {
    roots: ['net'],
    right: 'a SUMO network (.net.xml or .net.xml.gz), as netconvert writes it',
    open(element) {
      if (element.name === 'tlLogic') {
        const id = requiredAttribute(element, 'id');
        const isFixed = element.attributes.type === 'static' && !seen.has(id);
        seen.add(id);
        light = isFixed ? { id, offset: Number(element.attributes.offset ?? 0), cycle: 0 } : undefined;
      } else if (element.name === 'phase' && light !== undefined)
        light.cycle += numberAttribute(element, 'duration', 0);
    },
    close(name) {
      if (name !== 'tlLogic' || light === undefined) return;
      const { id, offset, cycle } = light;
      if (cycle > 0 && Number.isFinite(offset)) signals.set(id, { cycle, offset });
      light = undefined;
    },
  });
  return signals;
}
