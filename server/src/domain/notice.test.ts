import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NoticeStep, Step } from './expiry.ts';
import { difference, highest, type Open, type Standing } from './notice.ts';

const lot = (step: Step, quantity = 10): Standing => ({ site: 1, lot: 7, quantity, step });
const told = (...steps: NoticeStep[]): Open[] => steps.map((step) => ({ site: 1, lot: 7, step }));

it.each<[string, Open[], Standing[], Open[], Open[]]>([
  ['nothing of what is good', [], [lot('ok')], [], []],
  ['what comes near its end', [], [lot('nearExpiry')], told('nearExpiry'), []],
  ['the same once only', told('nearExpiry'), [lot('nearExpiry')], [], []],
  ['the next step beside the first', told('nearExpiry'), [lot('expired')], told('expired'), []],
  ['what was never near before it expired', [], [lot('expired')], told('expired'), []],
  ['nothing new of a clock that went back', told('nearExpiry', 'expired'), [lot('nearExpiry')], [], []],
  ['nothing when a clock says that it is good again', told('expired'), [lot('ok')], [], []],
  [
    'the end of both when the stock is gone',
    told('nearExpiry', 'expired'),
    [],
    [],
    told('nearExpiry', 'expired'),
  ],
  ['the end also of what stands at zero', told('expired'), [lot('expired', 0)], [], told('expired')],
  ['nothing of a lot that is not there', [], [lot('expired', 0)], [], []],
])('tells %s', (_, open, standing, opens, closes) => {
  expect(difference(open, standing)).toEqual({ open: opens, close: closes });
});

it('stands where its later step says', () => {
  expect(highest([])).toBeNull();
  expect(highest(['nearExpiry'])).toBe('nearExpiry');
  expect(highest(['nearExpiry', 'expired'])).toBe('expired');
});

it('opens nothing twice and closes nothing with stock, whatever a clock does between', () => {
  const step = fc.constantFrom<Step>('ok', 'nearExpiry', 'expired');
  const moment = fc.array(
    fc.record({ site: fc.nat(2), lot: fc.nat(3), quantity: fc.constantFrom(0, 5), step }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 30 }), (moments) => {
      let open: Open[] = [];
      for (const all of moments) {
        const standing = [...new Map(all.map((each) => [`${each.site}/${each.lot}`, each])).values()];
        const news = difference(open, standing);
        for (const gone of news.close)
          expect(
            standing.some(
              ({ site, lot, quantity }) => site === gone.site && lot === gone.lot && quantity > 0,
            ),
          ).toBe(false);
        open = [...open.filter((each) => !news.close.includes(each)), ...news.open];
        const names = open.map(({ site, lot, step: of }) => `${site}/${lot}/${of}`);
        expect(new Set(names).size).toBe(names.length);
        // Asked again at once there is nothing to say.
        expect(difference(open, standing)).toEqual({ open: [], close: [] });
      }
    }),
  );
});
