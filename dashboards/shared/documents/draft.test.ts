import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import { documentCommands } from '@changping/contracts/http-documents';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import { type NewLine, open } from '@changping/server/domain/documents/draft';
import { tables } from '@changping/server/domain/documents/tables';
import { expect, it } from 'vitest';
import { type Bought, openBody, type StockLine, shapes, type Wish } from './draft.ts';

const id = '01990000-0000-7000-8000-000000000001';
const stock: StockLine = {
  ...{ site: 'RC-S', place: 'RC-S/ordinary', kind: 'quilt', lot: 'Q-26', madeOn: null, expiresOn: null },
  ...{ quality: 'usable', grade: 'reserve', owner: 'RC-S', pieces: 0, quantity: 100, reserved: 0, leased: 0 },
};
const bought: Bought = {
  kind: 'quilt',
  lot: 'Q-27',
  wanted: 40,
  madeOn: '2026-01-10',
  expiresOn: '',
  supplier: ' 某厂 ',
};
const wish = (type: DocumentType): Wish => ({
  ...{ id, type, site: 'RC-S', there: 'CS-640425' },
  target: shapes[type]?.to === 'somebody' ? 'unit/lanzhou' : 'receiving',
  ...{ giver: 'unit/ps-640402', owner: '' },
  taken: [{ stock, take: 12, pieces: [] }],
  bought: [bought],
  ...{ items: '灭火器\n\n 门锁 ', reason: '', ref: '', phone: '局值班室 老李', photos: [] },
});

it.each(Object.keys(shapes) as DocumentType[])(
  'opens a %s (%#) in a form that contract and rules take',
  (type) => {
    const body = openBody(wish(type));
    expect(documentCommands['/api/documents/open'].body.safeParse(body).error).toBeUndefined();
    const lines = body.lines.map(
      ({ kind = null, item = null, lot = null, piece = null, from = null, to = null, wanted }): NewLine => ({
        ...{ kind: kind as KindId | null, item, lot, piece, from, to, wanted },
      }),
    );
    const by = { person: 'asker', duties: { 'RC-S': [tables[type].opens] } };
    const there = body.there ?? null;
    const draft = {
      id,
      number: 'D-1',
      type,
      site: 'RC-S' as SiteId,
      there,
      lines,
      by,
      ...(body.phone ? { phone: body.phone } : {}),
    };
    expect(open(draft, 0 as Instant)).toMatchObject({ ok: true });
    expect(documentTypes).toHaveProperty(type);
  },
);

it('sends tagged goods piece by piece, as many as were asked for, from that place and no other', () => {
  const piece = (n: number, place: string) => ({ piece: `P${n}`, quantity: 10, place, quality: 'usable' });
  const pieces = [
    piece(1, 'RC-S/cold'),
    piece(2, 'RC-S/ordinary'),
    piece(3, 'RC-S/ordinary'),
    piece(4, 'RC-S/ordinary'),
  ];
  const taken = [{ stock: { ...stock, pieces: 3 }, take: 2, pieces }];
  expect(openBody({ ...wish('transfer'), taken }).lines.map(({ piece, wanted }) => [piece, wanted])).toEqual([
    ['P2', 10],
    ['P3', 10],
  ]);
});

it('makes what is sent the other store’s own, and leaves what is kept for a third its owner', () => {
  const ownerOf = (owner: string) =>
    openBody({ ...wish('transfer'), taken: [{ stock: { ...stock, owner }, take: 1, pieces: [] }] }).lines[0]
      ?.to?.owner;
  expect([ownerOf('RC-S'), ownerOf('sinopharm')]).toEqual(['CS-640425', 'sinopharm']);
});

it('names new lots with what is known of them, and none where it only orders', () => {
  expect(openBody(wish('goodsIn')).lots).toEqual([
    { lot: 'Q-27', kind: 'quilt', madeOn: '2026-01-10', supplier: '某厂' },
  ]);
  const order = openBody(wish('procurement'));
  expect([order.lots, order.lines[0]?.lot]).toEqual([undefined, undefined]);
});

it('brings back what a unit had to its owner’s name, and leaves what a neighbour lends the neighbour’s', () => {
  const [back] = openBody({ ...wish('return'), owner: 'RC-N' }).lines;
  expect([back?.from, back?.to]).toMatchObject([
    { place: 'unit/ps-640402', owner: 'RC-N' },
    { place: 'RC-S/receiving', owner: 'RC-N' },
  ]);
  const [lent] = openBody({ ...wish('mutualAidReceived'), there: 'OUT-PL' }).lines;
  expect([lent?.from, lent?.to]).toMatchObject([
    { place: 'supplier', owner: 'OUT-PL' },
    { place: 'RC-S/receiving', owner: 'OUT-PL' },
  ]);
});
