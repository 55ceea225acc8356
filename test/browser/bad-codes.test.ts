/** Codes that somebody has crafted, at the camera and at the scanner that types: each is told for what it is, nothing of it is opened or run, and the next good one is read. */
import { ownCode } from '@changping/contracts/scan-own';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { longestGap } from '../../dashboards/scanner/rules/wedge.ts';
import { aWorld, until } from '../world.ts';
import { aFakeCamera } from './fake-camera.ts';
import { aDevice, label, scan } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';

const camera = aFakeCamera();
withBrowser(...camera.switches);

const store = () => aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
const item = '0106901234567892';
const unknown = '本机没有查到';
const evil = '<img src=x onerror="window.hit=1">';

/** All keys at once, also such as no keyboard has. @returns false where a busy computer held one up so long that the handheld asks to scan again. */
const keyed = (page: Page, text: string) =>
  page.evaluate(
    ([all, most]) => {
      const times: number[] = [];
      const press = (init: KeyboardEventInit) => {
        const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
        times.push(event.timeStamp);
        document.body.dispatchEvent(event);
      };
      for (let i = 0; i < all.length; i++)
        press({ key: all[i] === '\x1d' ? ']' : (all[i] ?? ''), ctrlKey: all[i] === '\x1d' });
      press({ key: 'Enter' });
      return times.every((at, i) => at - (times[i - 1] ?? at) <= most);
    },
    [text, longestGap] as const,
  );
async function typed(page: Page, text: string): Promise<void> {
  for (let n = 0; n < 5; n++) if (await keyed(page, text)) return;
  expect.fail('five times a key was held up');
}
const card = (page: Page) => page.locator('.answer .card');
/** Whatever a code made the page do. */
async function watched(page: Page) {
  const opened: string[] = [];
  page.on('popup', () => opened.push('a window'));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => opened.push('a dialog')));
  page.on('framenavigated', (frame) => opened.push(frame.url()));
  return async () => [...opened, ...((await page.evaluate(() => 'hit' in window)) ? ['a script'] : [])];
}

it('tells at the handheld what is wrong with each label, opens no address, runs nothing, and reads the next one', async () => {
  const world = await store();
  const { post } = await aDevice(world);
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' });
  const id = '01990000-0000-7000-8000-00000000bad1';
  await post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lots: [{ lot: evil, kind: 'quilt', supplier: evil }] },
    lines: [{ kind: 'quilt', lot: evil, wanted: 3, from: slot('supplier'), to: slot('RC-S/ordinary') }],
  });
  const portions = [{ line: 1, as: 'arrived', quantity: 3 }];
  await post('/api/documents/step', { id, version: 1, action: 'receive', second: { name: evil }, portions });
  const { page, complaints, foreign } = await aDevice(world);
  const made = await watched(page);
  /** As a keeper does who waits for the goods to be known here. */
  const good = () =>
    until(
      async () => {
        await typed(page, ownCode('lot', evil));
        return card(page)
          .getByText(evil, { exact: true })
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      },
      (isKnown) => isKnown,
      90_000,
    );
  await good();

  for (const [row, text, ...told] of [
    ['G1 too short', '(01)0690123456789(10)X', '长度'],
    ['G1 unknown', `${item}9912`, '99'],
    ['G2 a lot that may have swallowed an expiry', `${item}10ABC17271231`, '是哪一个'],
    ['G2 with its separator', `${item}10ABC\x1d17271231`, unknown, 'ABC', '2027-12-31'],
    ['G3', '(01)06901234567893(10)X', '校验'],
    ['G4 day 00', `(01)06901234567892(17)270200(10)G4A`, unknown, '2027-02-28'],
    ['G4 of this century', `(01)06901234567892(17)761231(10)G4B`, unknown, '2076-12-31'],
    ['G4 month 13', `(01)06901234567892(17)271301`, '日期'],
    ['G5 an address', 'https://evil.example/?steal=1', unknown, 'https://evil.example/?steal=1'],
    ['G5 a script', 'javascript:window.hit=1', unknown, 'javascript:window.hit=1'],
    ['G5 data', 'data:text/html,<script>window.hit=1</script>', unknown],
    ['G5 markup', '<svg onload="window.hit=1">', unknown, '<svg onload="window.hit=1">'],
    ['G5 SQL', "'; DROP TABLE pieces; --", unknown],
    [
      'G5 a link of GS1 with a script for a lot',
      `https://a.cn/01/06901234567892/10/${encodeURIComponent(evil)}`,
    ],
    ['G6', 'x'.repeat(4296), unknown],
    ['G6 a label', `${item}10`.padEnd(4296, '9'), '过长'],
    ['G7', `${item}1127010217270101`, '日期'],
    ['G8', '(01)06901234567892(10)7/a%批', unknown, '7/a%批'],
    ['turned around', 'LOT\u202e321', unknown, 'LOT321'],
    ['half a pair', 'LOT\ud842-1', unknown, 'LOT-1'],
    ['cut in a pair', `${'x'.repeat(79)}𠮷${'x'.repeat(40)}`, unknown],
    ['nothing to see', '\u200b\u200b\u202e\u200b\u200b', '没有'],
  ] as const) {
    await typed(page, text);
    for (const each of told)
      await card(page)
        .getByText(each)
        .first()
        .waitFor({ timeout: 10_000 })
        .catch(() => expect.fail(`${row}: no "${each}"`));
    const shown = (await card(page).textContent()) ?? '';
    expect(shown, row).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\ufffd]/u);
    expect(shown.length, row).toBeLessThan(400);
    expect(await page.locator('.answer :is(a, iframe, img, script, svg image)').count(), row).toBe(0);
    await page.locator('.answer .close').click();
  }
  expect(await seriousOn(page)).toEqual([]);
  await good();
  expect(await made()).toEqual([]);
  expect(foreign()).toEqual([]);
  expect(complaints).toEqual([]);
}, 180_000);

it.each([
  ['a script', 'javascript:window.hit=1'],
  ['an address', 'https://evil.example/very/long?'.padEnd(280, 'a')],
  ['markup', evil],
])(
  'shows %s that the camera reads as text, and goes nowhere',
  async (_, text) => {
    const world = await store();
    camera.code('qrcode', text);
    const { page, foreign, complaints } = await aDevice(world, {}, { permissions: ['camera'] });
    const made = await watched(page);
    await page.locator('.scan form').getByRole('button', { name: '拍码' }).click();
    await card(page).getByText(unknown).waitFor();
    expect(await card(page).locator('.code').textContent()).toBe(text.slice(0, 80));
    await page.locator('.answer .close').click();
    await scan(page, label('NONE-SUCH'));
    await card(page).getByText('NONE-SUCH').first().waitFor();
    expect(await made()).toEqual([]);
    expect(foreign()).toEqual([]);
    expect(complaints).toEqual([]);
  },
  120_000,
);
