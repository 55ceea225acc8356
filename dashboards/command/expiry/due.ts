/** What is due in each store by its open notices: how many lots of which kinds, those most closely watched first. */
import type { KindFacts } from '@changping/contracts/catalogue';
import type { Answer } from '@changping/contracts/http';
import { quarterOf } from './columns.ts';

type Class = KindFacts['abc'];
export type Notice = Pick<
  Answer<'/api/notices'>['items'][number],
  'site' | 'kind' | 'lot' | 'step' | 'effectiveOn'
>;
/** `on`: the earliest last good day. */
type DueKind = { kind: string; abc: Class; lots: number; on: string };
/** At the worst step there is in the store; the gravest kind first. */
export type Due = { step: Notice['step']; lots: number; kinds: readonly [DueKind, ...DueKind[]] };

export function dueBySite(
  notices: readonly Notice[],
  kinds: readonly { id: string; abc: Class }[],
): Map<string, Due> {
  const classes = new Map<string, Class>(kinds.map(({ id, abc }) => [id, abc]));
  const sites = new Map<string, Due>();
  for (const { site, kind, step, effectiveOn } of latest(notices)) {
    const due = sites.get(site);
    const own = { kind, abc: classes.get(kind) ?? 'C', lots: 1, on: effectiveOn };
    if (!due || (step === 'expired' && due.step !== step)) sites.set(site, { step, lots: 1, kinds: [own] });
    else if (due.step === step) sites.set(site, withOne(due, own));
  }
  return sites;
}

/** What has expired before what will, then as its gravest kind stands. */
export const byGravity = (a: Due, b: Due): number =>
  Number(a.step !== 'expired') - Number(b.step !== 'expired') || byKind(a.kinds[0], b.kinds[0]);

/** The column of the wall in which the first of what is due stands. */
export const columnOf = ({ step, kinds: [{ on }] }: Due): string =>
  step === 'expired' ? 'expired' : quarterOf(on);

/** A lot that was near its end and is past it has two notices; the later step says how it stands. */
function latest(notices: readonly Notice[]): Iterable<Notice> {
  const lots = new Map<string, Notice>();
  for (const notice of notices) {
    const name = `${notice.site}/${notice.lot}`;
    if (notice.step === 'expired' || !lots.has(name)) lots.set(name, notice);
  }
  return lots.values();
}

function withOne({ step, lots, kinds }: Due, one: DueKind): Due {
  const same = kinds.find(({ kind }) => kind === one.kind);
  const grown = same ? { ...same, lots: same.lots + 1, on: same.on < one.on ? same.on : one.on } : one;
  const rest = kinds.filter((each) => each !== same);
  return { step, lots: lots + 1, kinds: [grown, ...rest].sort(byKind) as [DueKind, ...DueKind[]] };
}

/** Class A before B before C, then more lots, then the earliest day. */
const byKind = (a: DueKind, b: DueKind): number =>
  a.abc.localeCompare(b.abc) || b.lots - a.lots || a.on.localeCompare(b.on) || a.kind.localeCompare(b.kind);
