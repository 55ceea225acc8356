/** Which depots hold which kind at this moment, and which kinds have the same holders and so the same answer. */
import type { CoverageSettings, StockState, World } from './world.ts';

/** `holds`: by depot, 1 where it counts. */
export type Group = { kinds: string[]; holds: Uint8Array };

export function groupsOf(
  { depots, kinds }: Pick<World, 'depots' | 'kinds'>,
  { usable, lost }: StockState,
  { leastUsable }: Pick<CoverageSettings, 'leastUsable'>,
): Group[] {
  const gone = new Set(lost);
  const groups = new Map<string, Group>();
  for (const kind of kinds) {
    const least = Math.max(1, leastUsable[kind] ?? leastUsable['*'] ?? 1);
    const holds = Uint8Array.from(depots, ({ id }) =>
      !gone.has(id) && (usable[id]?.[kind] ?? 0) >= least ? 1 : 0,
    );
    const key = holds.join('');
    const group = groups.get(key) ?? { kinds: [], holds };
    group.kinds.push(kind);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What the stock would be with these depots lost, and these out of one kind. */
export function without(
  state: StockState,
  { lost = [], dry = [] }: { lost?: readonly string[]; dry?: readonly { depot: string; kind: string }[] },
): StockState {
  const usable = { ...state.usable };
  for (const { depot, kind } of dry) usable[depot] = { ...usable[depot], [kind]: 0 };
  return { version: state.version, lost: [...state.lost, ...lost], usable };
}
