/** The phases of one signal program in a .net.xml, and which signals (link indices) belong to which approach. */
export interface SignalProgram {
  readonly id: string;
  /** How much later than 0 the program begins, s. */
  readonly offset: number;
  readonly phases: readonly { readonly duration: number; readonly state: string }[];
  /** Link index -> id of the approaching edge, straight turns only. */
  readonly straight: ReadonlyMap<number, string>;
}

function attribute(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

/** Reads the signal programs that netconvert wrote. */
export function signalPrograms(net: string): SignalProgram[] {
  const straight = new Map<string, Map<number, string>>();
  for (const [tag] of net.matchAll(/<connection [^>]*\btl="[^>]*>/g)) {
    if (attribute(tag, 'dir') !== 's') continue;
    const tl = attribute(tag, 'tl');
    const links = straight.get(tl) ?? new Map<number, string>();
    links.set(Number(attribute(tag, 'linkIndex')), attribute(tag, 'from'));
    straight.set(tl, links);
  }
  return [...net.matchAll(/<tlLogic ([^>]*)>([\s\S]*?)<\/tlLogic>/g)].map((match) => {
    const id = attribute(` ${match[1]}`, 'id');
    const phases = [...match[2].matchAll(/<phase [^>]*>/g)].map(([tag]) => ({
      duration: Number(attribute(tag, 'duration')),
      state: attribute(tag, 'state'),
    }));
    return {
      id,
      offset: Number(attribute(` ${match[1]}`, 'offset')),
      phases,
      straight: straight.get(id) ?? new Map<number, string>(),
    };
  });
}

/** When, within the cycle, the straight traffic of an approach first gets green, in s. */
export function greenStart(program: SignalProgram, approach: (edge: string) => boolean): number | undefined {
  const links = [...program.straight].filter(([, edge]) => approach(edge)).map(([link]) => link);
  let time = 0;
  for (const phase of program.phases) {
    if (links.some((link) => phase.state[link] === 'G')) return time;
    time += phase.duration;
  }
  return undefined;
}

/** Sets the offset (s) of each program for which `offsetOf` gives one: the program begins that much later. */
export function setOffsets(net: string, offsetOf: (program: SignalProgram) => number | undefined): string {
  let patched = net;
  for (const program of signalPrograms(net)) {
    const offset = offsetOf(program);
    if (offset === undefined) continue;
    patched = patched.replace(
      new RegExp(`(<tlLogic id="${program.id.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}"[^>]* offset=")[^"]*`),
      (_, head: string) => `${head}${offset.toFixed(0)}`,
    );
  }
  return patched;
}
