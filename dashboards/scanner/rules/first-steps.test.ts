import type { DocumentType, Duty } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import { availableSteps } from '@changping/server/domain/documents/available';
import { open } from '@changping/server/domain/documents/draft';
import { rights } from '@changping/server/domain/rights';
import { expect, it } from 'vitest';
import { firstSteps } from './first-steps.ts';

const slot = (place: string) => ({ place, quality: 'held', grade: 'reserve', owner: 'RC-S' }) as const;
const goods = (from: string, to: string) => ({
  ...{ kind: 'quilt', item: null, lot: 'Q', piece: null, wanted: 1, from: slot(from), to: slot(to) },
});
const item = { kind: null, item: 'x', lot: null, piece: null, wanted: 1, from: null, to: null };

it.each<[DocumentType, Role[], ReturnType<typeof goods> | typeof item]>([
  ['goodsIn', ['storeKeeper'], goods('supplier', 'RC-S/receiving')],
  ['emergencyPurchase', ['storeKeeper'], goods('supplier', 'RC-S/receiving')],
  ['return', ['storeKeeper'], goods('unit/x', 'RC-S/receiving')],
  ['putAway', ['storeKeeper'], goods('RC-S/receiving', 'RC-S/ordinary')],
  ['patrol', ['storeKeeper', 'qualityInspector'], item],
  ['spotCheck', ['supervisor'], item],
  ['inspection', ['qualityInspector'], goods('RC-S/ordinary', 'RC-S/ordinary')],
])('a new %s offers on the device what the server will offer', (type, roles, line) => {
  for (const role of roles) {
    const own = [...rights[role]]
      .filter((action) => action.endsWith(`:${type}`))
      .map((action) => action.split(':')[0] as Duty);
    const duties = { 'RC-S': own };
    const draft = { id: 'a', number: '1', type, site: 'RC-S' as SiteId, there: null, lines: [line as never] };
    const opened = open({ ...draft, by: { person: 'li', duties }, phone: '0951' }, 1 as Instant);
    if (!opened.ok) throw new Error(opened.detail.en);
    const steps = availableSteps(opened.document, duties).map(({ site: _, left: __, ...step }) => step);
    expect(firstSteps(type, [role])).toEqual({ state: opened.document.state, steps });
  }
});

it('offers nothing to whoever may not take the step', () => {
  expect(firstSteps('inspection', ['storeKeeper'])?.steps).toEqual([]);
});
