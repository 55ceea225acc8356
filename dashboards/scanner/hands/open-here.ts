/** Opens a document under an id of its own, with or without a line: it stands on the list at once, and the steps that follow are kept with it, all or none. */
import type { CommandBody } from '@changping/contracts/http-commands';
import { db, fact, newId, queueUp } from '../keep/keep.ts';
import { firstSteps } from '../rules/first-steps.ts';
import type { Paper } from '../rules/tally.ts';

export type OpenBody = CommandBody<'/api/documents/open'>;
type CountBody = CommandBody<'/api/counts/open'>;
export type Follow = Omit<CommandBody<'/api/documents/step'>, 'id' | 'key'>;

export async function openHere(body: OpenBody, by: string, follows: readonly Follow[] = []): Promise<void> {
  const about = { by, document: body.id, number: '', at: Date.now() };
  await db.transaction('rw', [db.facts, db.queue, db.drafts, db.photos, db.papers], async () => {
    const command = '/api/documents/open';
    await queueUp({ ...about, command, body, key: body.id, baseVersion: null });
    for (const follow of follows) {
      const key = newId();
      const step = { ...follow, id: body.id, key };
      const baseVersion = follow.version;
      await queueUp({ ...about, command: '/api/documents/step', body: step, key, baseVersion });
    }
    await keepLocally(body);
  });
}

/** A count of these places begins as soon as the server has it: what lies there it alone may know. */
export async function countHere(body: CountBody, by: string): Promise<void> {
  const about = { by, document: body.id, number: '', at: Date.now() };
  await db.transaction('rw', [db.facts, db.queue, db.drafts, db.photos], async () => {
    await queueUp({ ...about, command: '/api/counts/open', body, key: body.id, baseVersion: null });
    const key = newId();
    const step = { id: body.id, key, version: 1, action: 'start' } as const;
    await queueUp({ ...about, command: '/api/documents/step', body: step, key, baseVersion: 1 });
  });
}

/** Until the server has it, what such documents offered the last time. */
async function keepLocally({ id, type, site, there, lines, returnBy }: OpenBody): Promise<void> {
  const heard = (await fact('patterns'))?.[type];
  const pattern = heard ?? firstSteps(type, (await fact('me'))?.roles ?? []);
  const start = type === 'transfer' || type === 'handOut' ? 'asked' : 'open';
  const none = { of: null, kind: null, item: null, lot: null, piece: null, from: null, to: null };
  const whole = lines.map((line, i) => ({
    ...none,
    ...line,
    n: i + 1,
    done: {},
  })) as Paper['document']['lines'];
  const left = whole.map(({ n, wanted }) => ({ line: n, quantity: wanted }));
  const paper: Paper = {
    document: {
      ...{ id, number: '', type, site, there: there ?? null, state: pattern?.state ?? start, version: 1 },
      ...{ lines: whole, owes: [], steps: [] },
      ...(returnBy ? { returnBy } : {}),
    },
    gate: [],
    tags: [],
    steps: (pattern?.steps ?? []).map((step) => ({
      ...step,
      site,
      left: step.outcomes.length ? left : [],
      // As many days from now as from then.
      ...(step.until ? { until: step.until + daysSince(heard?.at) } : {}),
    })),
  };
  await db.papers.put({ id, number: '', paper, at: Date.now(), isOpen: true });
}

const day = 86_400_000;
const daysSince = (at = Date.now()): number => Math.floor((Date.now() - at) / day) * day;
