/** What a handheld has seen for a count and not sent yet: observations gather in one command until that is on its way, none is ever changed, and the last one can be taken back. */
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Queued } from './queue.ts';

export type Batch = CommandBody<'/api/counts/add'>;
export type Observation = Batch['scans'][number];
export type Cover = Batch['covered'][number];
type Adding = Extract<Queued, { command: '/api/counts/add' }>;

/** What the server takes in without keeping others waiting. */
const most = 150;

/** The command that the next one joins; undefined where it begins another. */
export function joins(
  queue: readonly Queued[],
  document: string,
  round: number,
  by: string,
): Adding | undefined {
  const last = queue
    .filter((one) => one.document === document)
    .reduce<Queued | undefined>((so, one) => (so && so.seq > one.seq ? so : one), undefined);
  if (last?.command !== '/api/counts/add' || last.by !== by || last.refused || last.isInDoubt)
    return undefined;
  const { scans, covered } = last.body;
  return last.body.round === round && scans.length + covered.length < most ? last : undefined;
}

/** The command that still holds an observation and may be changed: what is on its way may be with the server already. */
export const holding = (queue: readonly Queued[], scan: string): Adding | undefined =>
  queue
    .filter((one): one is Adding => one.command === '/api/counts/add' && !one.isInDoubt)
    .find(({ body }) => body.scans.some(({ id }) => id === scan));

export const joined = (body: Batch, scan: Observation | null, cover: Cover | null): Batch => ({
  ...body,
  scans: scan ? [...body.scans, scan] : body.scans,
  covered: cover ? [...body.covered, cover] : body.covered,
});

/** Without its last observation; null where nothing is left. */
export function lessened(body: Batch, id: string): Batch | null {
  const scans = body.scans.filter((scan) => scan.id !== id);
  return scans.length + body.covered.length ? { ...body, scans } : null;
}

/** What the server did not take stays for a person to look at; the rest is there. */
export function left(body: Batch, refused: readonly { id: string }[]): Batch {
  const ids = new Set(refused.map(({ id }) => id));
  return {
    ...body,
    scans: body.scans.filter(({ id }) => ids.has(id)),
    covered: body.covered.filter(({ id }) => ids.has(id)),
  };
}
