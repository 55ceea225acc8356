import { ownCode } from '@changping/contracts/scan-own';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { comeIn, openChromium } from '../chromium.ts';
import { aWorld, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aFakeCamera } from './fake-camera.ts';
import { aDevice, online, readyOffline, scan } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';

const camera = aFakeCamera();
withBrowser(...camera.switches);

const store = () => aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
const open = (page: Page) => page.locator('.scan form').getByRole('button', { name: '拍码' }).click();
const usable = async (world: World) => {
  const { items } = await world.ask('/api/pieces', '/api/pieces?site=RC-S&limit=40');
  return items.filter(({ quality }) => quality === 'usable');
};
/** Every camera the page ever had, and whether it still looks. */
const watched = (page: Page) =>
  page.addInitScript(() => {
    const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const streams: MediaStream[] = [];
    Object.assign(window, { streams });
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await given(wish);
      streams.push(stream);
      return stream;
    };
  });
const looks = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { streams: MediaStream[] }).streams
      .flatMap((stream) => stream.getTracks())
      .map(({ readyState }) => readyState),
  );

it('reads the labels of a piece and of a lot with the camera in a browser that knows no codes, under the policy of the page, also without a line after a restart', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const [piece] = await usable(world);
  camera.code('qrcode', ownCode('piece', piece?.piece ?? ''));
  const strict = { permissions: ['camera'] };
  const { page, complaints, foreign } = await aDevice(world, { address: line.address }, strict);
  expect(await page.evaluate(() => 'BarcodeDetector' in window), 'or it would prove nothing').toBe(false);
  const bytes = await page.evaluate(() =>
    performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')),
  );
  expect(bytes, 'nothing is fetched before it is wanted').toEqual([]);
  await readyOffline(page);
  await watched(page);
  await page.reload();
  await open(page);
  await page
    .locator('.card')
    .getByText(piece?.piece ?? '?')
    .waitFor();
  expect(await looks(page)).toEqual(['ended']);

  line.cut();
  await page.reload();
  await online(page, 'isGone');
  camera.code('gs1datamatrix', `(01)06901234567892(10)${piece?.lot}(21)NONE-SUCH`);
  await open(page);
  await page
    .locator('.card .code')
    .getByText(piece?.lot ?? '?', { exact: true })
    .waitFor();
  expect(foreign()).toEqual([]);
  expect(complaints.filter((each) => !/ERR_|Failed to fetch/.test(each))).toEqual([]);
}, 120_000);

it('says why the camera shows nothing and what to do, lets go of it when the page is hidden, and hears the scanner all the while', async () => {
  const world = await store();
  const [first, second] = await usable(world);
  camera.nothing();
  const { page, context } = await aDevice(world);
  await watched(page);
  await page.reload();
  await open(page);
  await page.getByText('相机未获允许').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await scan(page, first?.epc ?? '');
  await page
    .locator('.card')
    .getByText(first?.piece ?? '?')
    .waitFor();

  await context.grantPermissions(['camera']);
  await page.getByRole('button', { name: '再试' }).click();
  await page.getByText('放进画面').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await scan(page, second?.epc ?? '');
  await page
    .locator('.card')
    .getByText(second?.piece ?? '?')
    .waitFor();
  expect(await looks(page)).toEqual(['live']);
  await context.clearPermissions();
  await page.getByText('相机断开了').waitFor();

  await context.grantPermissions(['camera']);
  await page.getByRole('button', { name: '再试' }).click();
  await page.getByText('放进画面').waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.locator('.camera').waitFor({ state: 'detached' });
  expect(await looks(page)).toEqual(['ended', 'ended']);
}, 120_000);

it('says that a computer without a camera has none', async () => {
  const world = await store();
  const browser = await openChromium();
  try {
    const context = await browser.newContext({ permissions: ['camera'] });
    await comeIn(context, world.address, 'keeper-guyuan');
    const page = await context.newPage();
    await page.goto(`${world.address}scanner/`);
    await open(page);
    await page.getByText('本机没有相机').waitFor();
  } finally {
    await browser.close();
  }
}, 60_000);
