/** A keeper's handheld in Chromium: its page, the scanner as it types, and the hand that counts and signs. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { comeIn } from '../chromium.ts';
import { until, type World } from '../world.ts';
import { aPage } from './page.ts';

const handheld = { viewport: { width: 360, height: 740 }, hasTouch: true };
/** A keeper's device: its page, and commands as the keeper gives them elsewhere. */
export async function aDevice(
  world: World,
  { address = world.address, lang = 'zh-CN', name = 'keeper-guyuan' } = {},
  options: BrowserContextOptions = {},
) {
  const { page, context, complaints, foreign } = await aPage({ ...world, address }, '', {
    ...handheld,
    ...options,
  });
  await comeIn(context, world.address, name);
  const me = (await (await context.request.get(`${world.address}api/me`)).json()) as { csrf: string };
  const post = async <Answer>(path: string, data: object): Promise<Answer> => {
    const answer = await context.request.post(`${world.address}${path.slice(1)}`, {
      data,
      headers: { 'x-csrf': me.csrf },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    return answer.json() as Promise<Answer>;
  };
  await page.goto(`${address}scanner/?lang=${lang}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context, complaints, foreign, post };
}
/** As a wedge types: 10 ms from key to key by their own time, however busy this computer is. */
export async function scan(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now() / 1000;
  for (const [i, key] of [...text, 'Enter'].entries()) {
    const typed = key === 'Enter' ? '\r' : key;
    const timestamp = began + i / 100;
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: typed, timestamp });
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp });
  }
  await keyboard.detach();
}
export const label = (lot: string) => `(01)06901234567892(10)${lot}`;
/** So many labels one after another: each is counted before the next is read. */
export async function count(page: Page, lot: string, from: number, to: number): Promise<void> {
  for (let n = from + 1; n <= to; n++) {
    await scan(page, label(lot));
    await until(
      () => page.locator('#counted').textContent(),
      (text) => text === `${n}`,
    );
  }
}
export const unsent = async (page: Page) => Number(await page.locator('#unsent').textContent());
/** As where another network takes over: the device tries at once whether the server answers there, and not at its next turn. */
export const roams = (page: Page) => page.evaluate(() => void dispatchEvent(new Event('online')));
/** As it finds by itself, however long that takes. */
export const finds = (page: Page, is: 'isThere' | 'isGone') => page.locator(`.bar .line.${is}`).waitFor();
export async function online(page: Page, is: 'isThere' | 'isGone'): Promise<void> {
  await roams(page);
  await finds(page, is);
}
/** What waits goes as soon as the line is back, all of it. */
export async function allSent(page: Page): Promise<void> {
  await roams(page);
  await until(
    () => unsent(page),
    (n) => n === 0,
    60_000,
  );
}
/** What is scanned before it is open is understood as of the page before. */
export async function openPaper(page: Page, number: string): Promise<void> {
  await roams(page);
  await page.locator('.papers button').filter({ hasText: number }).click();
  await page.locator('#counted').waitFor();
}
export async function sign(page: Page, name = '送货员老杨'): Promise<void> {
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('input[name=second]').fill(name);
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
}
export async function outcome(page: Page, as: string, reason: string): Promise<void> {
  await page.locator('.segment').getByRole('button', { name: as, exact: true }).click();
  await page.locator('.chips').getByRole('button', { name: reason, exact: true }).click();
}

/** What a gloved thumb misses. */
export const small = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, summary, textarea')]
      .filter((each) => each.offsetHeight < 48 || each.offsetWidth < 48)
      .map((each) => each.outerHTML),
  );

/** The page and all its files are on the device, and it answers for them. */
export const isKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = (await caches.keys()).filter((name) => name.startsWith('changping-scanner-'));
    return names.length === 1 && (await (await caches.open(names[0] ?? '')).match('/scanner/')) !== undefined;
  });

/** As before one goes down into a basement: the page, its later parts and all that the store's work needs are on the device. */
export async function readyOffline(page: Page): Promise<void> {
  await until(() => isKept(page), Boolean, 60_000);
  // Goods are fetched last, and it says so until they are here.
  await page
    .locator('.bar .line')
    .getByText(/在线|online/)
    .waitFor();
}
