/** A store room over HTTP: loose goods that came in, a count of it, and handhelds that see things there. */
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { expect } from 'vitest';
import type { Visitor } from './visitor.ts';

let next = 0;
export const newId = () => `01990000-0000-7000-8000-${String(++next).padStart(12, '0')}`;
export const slot = (place: string) => ({
  ...{ place, quality: 'usable' as const, grade: 'reserve' as const, owner: 'RC-S' },
});
type Scan = CommandBody<'/api/counts/add'>['scans'][number];
type Reply<Body> = { status: number; body: Body; code: string | undefined };

export const whole = <Body>(reply: Reply<Body>): Body => {
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};

/** So many loose quilts of a new lot in a zone of the southern depot. */
export async function received(keeper: Visitor, lot: string, quantity: number, place = 'RC-S/receiving') {
  const id = newId();
  const line = { kind: 'quilt', lot, wanted: quantity, from: slot('supplier'), to: slot(place) };
  const lots = [{ lot, kind: 'quilt', madeOn: '2026-01-10', supplier: '某被服厂' }];
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] }));
  const arrived = [{ line: 1, as: 'arrived' as const, quantity }];
  const second = { name: '送货员老杨' };
  whole(
    await keeper.post('/api/documents/step', {
      id,
      version: 1,
      action: 'receive',
      second,
      portions: arrived,
    }),
  );
}

/** Goods leave the room for another store, by the book at once. */
export async function leaves(
  keeper: Visitor,
  approver: Visitor,
  { lot, quantity, place = 'RC-S/receiving' }: { lot: string; quantity: number; place?: string },
) {
  const id = newId();
  const to = { ...slot('CS-640425/receiving'), owner: 'CS-640425' };
  const lines = [{ kind: 'quilt', lot, wanted: quantity, from: slot(place), to }];
  const step = (who: Visitor, body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
    who.post('/api/documents/step', { id, ...body });
  whole(
    await keeper.post('/api/documents/open', {
      id,
      type: 'transfer',
      site: 'RC-S',
      there: 'CS-640425',
      lines,
    }),
  );
  whole(await step(approver, { version: 1, action: 'approve' }));
  whole(await step(keeper, { version: 2, action: 'pick', portions: [{ line: 1, as: 'picked', quantity }] }));
  whole(
    await step(approver, {
      ...{ version: 3, action: 'release', second: { name: '驾驶员马师傅' } },
      portions: [{ line: 1, as: 'sent', quantity }],
    }),
  );
}

/** A count under way, and what its people do. */
export async function aCount(keeper: Visitor, places: string[], kinds?: string[]) {
  const id = newId();
  whole(await keeper.post('/api/counts/open', { id, site: 'RC-S', places, ...(kinds ? { kinds } : {}) }));
  const paper = async (who: Visitor) =>
    whole(await who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`)).document;
  const sheet = async (who: Visitor) => whole(await who.get<Answer<'/api/counts/{id}'>>(`/api/counts/${id}`));
  const step = async (
    who: Visitor,
    action: CommandBody<'/api/documents/step'>['action'],
    more: Partial<CommandBody<'/api/documents/step'>> = {},
  ) => who.post('/api/documents/step', { id, version: (await paper(who)).version, action, ...more });
  return {
    id,
    paper,
    sheet,
    step,
    variance: (who: Visitor) => who.get<Answer<'/api/counts/{id}/variance'>>(`/api/counts/${id}/variance`),
    scans: (who: Visitor, query = '') =>
      who.get<Answer<'/api/counts/{id}/scans'>>(`/api/counts/${id}/scans${query}`),
    add: (
      who: Visitor,
      device: string,
      scans: Scan[],
      covered: CommandBody<'/api/counts/add'>['covered'] = [],
      round = 1,
    ): Promise<Reply<CommandAnswer<'/api/counts/add'>>> =>
      who.post('/api/counts/add', { id, device, round, scans, covered }),
    async post(
      who: Visitor,
      reasons: CommandBody<'/api/counts/post'>['reasons'],
      more: Partial<CommandBody<'/api/counts/post'>> = {},
    ) {
      return who.post('/api/counts/post', { id, version: (await paper(who)).version, reasons, ...more });
    },
  };
}

export const loose = (lot: string, quantity: number, n: number, more: Partial<Scan> = {}): Scan => ({
  ...{ id: newId(), by: 'manual', place: 'RC-S/receiving', lot, quantity, n, at: Date.now() },
  ...more,
});
export const heard = (epc: string, n: number, more: Partial<Scan> = {}): Scan => ({
  ...{ id: newId(), by: 'tag', place: 'RC-S/receiving', epc, n, at: Date.now() },
  ...more,
});
export const been = (place: string, from: number, to = from) => ({
  id: newId(),
  place,
  from,
  to,
  at: Date.now(),
});
