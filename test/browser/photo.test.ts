/** A photograph from the camera of a handheld without a line to the document's page in the console. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, allSent, online, openPaper, readyOffline, roams } from './handheld.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';
import { picture as shownAs } from './picture.ts';

withBrowser();
type Found = { id: string; state: string; steps: { action: string; photos: string[] }[] };
const note = 'GPS 36.0046N 106.2782E camera 4711';

/** As a camera makes it: large, lying on its side, with the place and its own number written beside it. */
async function aPicture(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3200, height: 2400 });
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    pen.fillStyle = '#c33';
    pen.fillRect(0, 0, 3200, 1200);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  const plain = Buffer.from(text, 'base64');
  // Exif 2.32: APP1, "Exif\0\0", a TIFF head, one entry: orientation (0x0112) 6, which is a quarter turn.
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(note)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([plain.subarray(0, 2), head, body, plain.subarray(2)]);
}

it('takes a photograph without a line, keeps it through a reload, sends it after the step that names it, and shows it in the console, where it says so until then', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const { page, context, complaints, post } = await aDevice(world, { address: line.address });
  const id = randomUUID();
  const { document } = await post<CommandAnswer<'/api/documents/open'>>('/api/documents/open', {
    ...{ id, type: 'patrol', site: 'RC-S', lines: [{ item: '灭火器压力', wanted: 1 }] },
  });
  await readyOffline(page);
  await page.reload();
  await openPaper(page, document.number);
  line.cut();
  await online(page, 'isGone');
  await page.locator('nav.steps').getByRole('button', { name: '登记问题' }).click();
  await page.locator('.segment button').first().click();
  await page.locator('.chips').getByRole('button', { name: '损坏', exact: true }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.sign input[type=date]').fill('2027-01-10');
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  expect(
    await page.locator('.photos input').evaluate((input: HTMLInputElement) => input.validity.valueMissing),
    'a finding wants one',
  ).toBe(true);
  const files = page.locator('.photos input[type=file]');
  await files.setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await page.getByText('这个文件不是照片').waitFor();
  const picture = await aPicture(page);
  await files.setInputFiles({ name: 'dsc.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.locator('.photos img').waitFor();
  expect(await seriousOn(page)).toEqual([]);

  // A dead battery before it is signed.
  await page.reload();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.photos img').waitFor();
  await page.locator('.sign input[type=date]').fill('2027-01-10');
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await page.locator('#unsent').getByText('2', { exact: true }).waitFor();
  await page.locator('.bar .unsent').click();
  await page.getByText('1 张照片待上传').waitFor();

  // The step arrives, and the picture not yet: whoever looks is told so.
  line.without('/api/photos/keep');
  line.mend();
  await roams(page);
  const desk = await aPage(world, 'store/', { viewport: { width: 1280, height: 900 } });
  const named = await until(
    async () => {
      const path = `/api/documents/${id}` as const;
      const { steps } = (await world.ask('/api/documents/{id}', path)).document;
      return {
        photos: steps.flatMap(({ photos }) => photos),
        device: await page.locator('.bar').innerText(),
      };
    },
    ({ photos }) => photos.length === 1,
  );
  const hash = named.photos[0] ?? '';
  await desk.page.goto(`${world.address}store/?page=document&id=${id}`);
  await desk.page.getByText('照片尚未上传').waitFor();
  await desk.page.getByText(/尚欠.+拍的 1 张照片，期限/).waitFor();
  await shownAs(desk.page, 'photo-owed');
  const taker = await context.newPage();
  await taker.setViewportSize({ width: 1366, height: 768 });
  await taker.goto(`${world.address}store/?lang=zh-CN&page=owed`);
  await taker.getByRole('row', { name: new RegExp(`${document.number}.*补传照片`) }).waitFor();
  await shownAs(taker, 'photo-owed-inbox');
  await taker.close();
  line.without(null);
  await allSent(page);

  await desk.page.reload();
  const shown = desk.page.locator('.step-photos img');
  await shown.waitFor();
  const size = await until(
    () =>
      shown.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => [naturalWidth, naturalHeight]),
    ([width]) => (width ?? 0) > 0,
  );
  expect(size, 'smaller, and upright').toEqual([1200, 1600]);
  const file = join(world.folder, 'server', 'photos', hash.slice(0, 2), hash);
  expect(existsSync(file)).toBe(true);
  const kept = readFileSync(file);
  expect([picture.includes(note), kept.includes(note), kept.includes('Exif')]).toEqual([true, false, false]);
  const list = (await world.ask(
    '/api/documents/{id}/photos',
    `/api/documents/${id}/photos`,
  )) as Answer<'/api/documents/{id}/photos'>;
  expect(list.items).toMatchObject([{ hash, by: 'keeper-guyuan', bytes: kept.length }]);
  expect(complaints.filter((each) => !/ERR_|Failed to (fetch|load)/.test(each))).toEqual([]);
  expect(desk.complaints).toEqual([]);
}, 180_000);

it('walks a patrol from its opening to a finding with its photograph without a line; once it is back the picture is with the finding', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const { page, complaints } = await aDevice(world, { address: line.address });
  await readyOffline(page);
  line.cut();
  await online(page, 'isGone');
  await page.locator('.rare summary').click();
  await page.getByRole('button', { name: '＋ 巡检单' }).click();
  await page.locator('.chips').getByRole('button', { name: '消防器材与通道' }).click();
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.locator('nav.steps').getByRole('button', { name: '登记问题' }).click();
  await page.locator('.segment button').first().click();
  await page.locator('.chips').getByRole('button', { name: '损坏', exact: true }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByRole('button', { name: /^提交/ }).click();
  const buffer = await aPicture(page);
  const files = page.locator('.photos input[type=file]');
  await files.setInputFiles({ name: 'dsc.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('.photos img').waitFor();
  await page.locator('.sign input[type=date]').fill('2027-01-10');
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  // Opened, found, photographed: all three outlive a dead battery.
  await page.locator('#unsent').getByText('3', { exact: true }).waitFor();
  await page.reload();
  await page.locator('#unsent').getByText('3', { exact: true }).waitFor();
  line.mend();
  await allSent(page);

  const [{ body } = { body: '{}' }] = world.ledger<{ body: string }>(
    "select body from document where type = 'patrol' and number like 'XJ-RC-S-%'",
  );
  const { id, state, steps } = JSON.parse(body) as Found;
  const [hash = ''] = steps.find(({ action }) => action === 'find')?.photos ?? [];
  expect([state, existsSync(join(world.folder, 'server', 'photos', hash.slice(0, 2), hash))]).toEqual([
    ...['found', true],
  ]);
  const desk = await aPage(world, '', { viewport: { width: 1280, height: 900 } });
  await desk.page.goto(`${world.address}store/?page=document&id=${id}`);
  await desk.page.locator('.step-photos img').waitFor();

  // Whoever mends it reads what was found, and sees it, on the device that took it and on another.
  const { page: other, complaints: others } = await aDevice(world);
  await readyOffline(other);
  for (const each of [page, other]) {
    await each.goto(`${new URL(each.url()).origin}/scanner/?lang=zh-CN#d/${id}/rectify`);
    const found = each.getByRole('region', { name: '查出的问题' });
    await found.getByRole('img').waitFor();
    expect(await found.textContent()).toMatch(/发现问题 · 损坏.*消防器材与通道/);
    await each.locator('.segment button').first().click();
    await each.locator('.chips').getByRole('button', { name: '已更换', exact: true }).waitFor();
    expect(await each.locator('.chips').textContent()).not.toContain('受潮');
    expect(await seriousOn(each)).toEqual([]);
  }
  await shownAs(other, 'rectify');
  expect(others).toEqual([]);
  expect(complaints.filter((each) => !/ERR_|Failed to (fetch|load)/.test(each))).toEqual([]);
}, 180_000);
