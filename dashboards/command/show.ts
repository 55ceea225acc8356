/** What lies over the map besides the facts, and what is supposed lost, as the URL says it. */
import type { Tier } from '@changping/contracts/live';

/** `column`: a quarter, or 'expired', 'later', 'noReference'. */
export type WallCell = { kind: string; column: string };
export type Show =
  | { what: 'coverage' }
  | { what: 'expiry'; tier: Tier | null; site: string | null; cell: WallCell | null };
/** `lost`: a depot that can not be used; `dry`: a depot that has run out of a kind. */
export type Loss = { lost: string; dry: null } | { lost: null; dry: { site: string; kind: string } };

export const wholeWall: Show = Object.freeze({ what: 'expiry', tier: null, site: null, cell: null });

const idOf = (text: string | null): string | null => (text && /^[\w.-]{1,40}$/.test(text) ? text : null);

export function readShow(asked: URLSearchParams, tiers: readonly Tier[]): Show | null {
  const what = asked.get('show');
  if (what === 'coverage') return { what };
  if (what !== 'expiry') return null;
  const [, kind, column] =
    /^([\w.-]+):(\d{4}Q[1-4]|expired|later|noReference)$/.exec(asked.get('cell') ?? '') ?? [];
  return {
    what,
    tier: tiers.find((tier) => tier === asked.get('tier')) ?? null,
    site: idOf(asked.get('store')),
    cell: kind && column ? { kind, column } : null,
  };
}

export function readLoss(asked: URLSearchParams): Loss | null {
  const lost = idOf(asked.get('lost'));
  if (lost) return { lost, dry: null };
  const [site = null, kind = null] = (asked.get('dry') ?? '').split(':').map(idOf);
  return site && kind ? { lost: null, dry: { site, kind } } : null;
}

/** Names and values for the URL. */
export function writeShow(show: Show | null, loss: Loss | null): [string, string | null][] {
  const wall = show?.what === 'expiry' ? show : null;
  return [
    ['show', show?.what ?? null],
    ['tier', wall?.tier ?? null],
    ['store', wall?.site ?? null],
    ['cell', wall?.cell ? `${wall.cell.kind}:${wall.cell.column}` : null],
    ['lost', loss?.lost ?? null],
    ['dry', loss?.dry ? `${loss.dry.site}:${loss.dry.kind}` : null],
  ];
}

/** One step back: cell → wall, drawer → map. */
export const hideOne = (show: Show): Show | null =>
  show.what === 'expiry' && show.cell ? { ...show, cell: null } : null;
