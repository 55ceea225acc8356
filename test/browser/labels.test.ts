import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseScan } from '@changping/contracts/scan';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { aWorld, until } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';

vi.setConfig({ testTimeout: 120_000 });
withBrowser();

const boxes = (page: Page) => page.locator('main .table tbody input[type=checkbox]');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('prints labels from the browser on paper of their own size, remembers the printer, and asks for a reason the second time', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'], stock: true, gateway: false });
  const { page, complaints, foreign } = await aDesk(world, 'keeper-guyuan', '?page=labels');
  await boxes(page).nth(1).waitFor();
  await page.getByText('打印机设置').click();
  await page.getByLabel('标签宽（毫米）').fill('80');
  await page.getByLabel('标签高（毫米）').fill('40');
  await page.getByLabel('打印机中文字体').fill('E:SIMSUN.TTF');
  expect(await seriousOn(page)).toEqual([]);
  await boxes(page).nth(0).check();
  await boxes(page).nth(1).check();
  const id = (
    await page.locator('main .table tbody tr').first().locator('[data-name=id]').innerText()
  ).trim();
  await button(page, '浏览器打印').click();
  await page.getByRole('dialog').locator('.label-preview > svg').nth(1).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  expect(await readIn(page)).toContainEqual(expect.objectContaining({ type: 'own', what: 'piece', id }));

  // One label a page, in the size of the label: points of 1/72 inch.
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const pages = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(pages).toHaveLength(2);
  expect(Number(pages[0]?.[1])).toBeCloseTo((80 / 25.4) * 72, 0);
  expect(Number(pages[0]?.[2])).toBeCloseTo((40 / 25.4) * 72, 0);
  await button(page, '关闭').click();

  // It counts as a print, though nobody knows whether the paper came out.
  await page.getByRole('row').filter({ hasText: id }).getByText('keeper-guyuan').waitFor();
  await boxes(page).nth(0).check();
  await page.getByText('其中 1 张打印过').waitFor();
  expect(await button(page, '标签打印机（ZPL）').isDisabled()).toBe(true);
  await page.getByLabel('补打原因').fill('标签受潮');
  const made = page.waitForEvent('download');
  await button(page, '标签打印机（ZPL）').click();
  await page.getByRole('link', { name: /下载.*zpl/ }).click();
  const zpl = readFileSync((await (await made).path()) as string, 'latin1');
  expect(zpl).toContain(`^PW${Math.round((80 / 25.4) * 203)}`);
  expect(zpl).toContain(',E:SIMSUN.TTF^FH^FD_');
  expect(world.ledger("select action, reason from audit where action like 'label.%' order by key")).toEqual([
    { action: 'label.print', reason: null },
    { action: 'label.reprint', reason: '标签受潮' },
  ]);
  await page.reload();
  await page.getByText('80 × 40 mm · 203 dpi · E:SIMSUN.TTF').waitFor();
  expect(complaints).toEqual([]);
  expect(foreign()).toEqual([]);
});

it('tells a second keeper, who had the list open before, who printed the label and when', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'], stock: true, gateway: false });
  const early = await aDesk(world, 'keeper-guyuan', '?page=labels');
  const late = await aDesk(world, 'keeper-guyuan', '?page=labels');
  for (const { page } of [early, late]) await boxes(page).first().check();
  await button(early.page, 'A4 标签纸（PDF）').click();
  await early.page.getByRole('link', { name: /下载.*pdf/ }).waitFor();
  await button(late.page, 'A4 标签纸（PDF）').click();
  const refused = late.page.getByRole('alert').filter({ hasText: '标签已经打印过，补打须写明原因。' });
  await refused.getByText(/: keeper-guyuan 20\d\d-\d\d-\d\d \d\d:\d\d/).waitFor();
  await late.page.getByLabel('补打原因').fill('重复打印');
  await button(late.page, 'A4 标签纸（PDF）').click();
  await late.page.getByText(/（共 2 次）/).waitFor();
  // A shelf's as well.
  await late.page.goto(`${world.address}store/?page=labels&what=bin&text=ordinary`);
  await boxes(late.page).first().check();
  await button(late.page, '标签打印机（ZPL）').click();
  await late.page.getByRole('row').filter({ hasText: 'keeper-guyuan' }).first().waitFor();
  // The list comes anew once the label is printed, and what was ticked in the old one is ticked no more.
  await until(async () => {
    await boxes(late.page)
      .first()
      .check()
      .catch(() => undefined);
    return late.page.getByText('其中 1 张打印过').isVisible();
  }, Boolean);
  expect(await button(late.page, '标签打印机（ZPL）').isDisabled()).toBe(true);
  expect(early.complaints).toEqual([]);
});

/** What our scan makes of the codes that are on the screen. */
async function readIn(page: Page) {
  const images = await page.locator('.label-preview > svg').evaluateAll(async (labels) =>
    Promise.all(
      labels.map(async (label) => {
        const copy = label.cloneNode(true) as SVGSVGElement;
        copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 400 });
        const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/png').split(',')[1] as string;
      }),
    ),
  );
  const wasmBinary = readFileSync(
    createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'),
  );
  await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer }, fireImmediately: true });
  const found = await Promise.all(images.map((png) => readBarcodes(Buffer.from(png, 'base64'))));
  return found.flat().map(({ text }) => parseScan(text, Date.now() as never));
}
