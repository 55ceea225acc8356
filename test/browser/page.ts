/** A page of the command centre in the system's Chromium, and everything it asked for and complained of. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { comeIn, openChromium } from '../chromium.ts';
import type { World } from '../world.ts';

/** Milliseconds until what is waited for is taken for missing, however busy this computer is. */
const patience = 60_000;

let browser: Browser;
/** Called once at the head of a test file. @param more switches of its own. */
export function withBrowser(...more: string[]): void {
  beforeAll(async () => {
    browser = await openChromium(...more);
  });
  afterAll(() => browser.close());
}

export async function aPage(world: Pick<World, 'address'>, search = '', options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
  context.setDefaultTimeout(patience);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') for (const each of context.pages()) console.error(await shownBy(each));
    await context.close();
  });
  // Else as whoever it brings the cookie of.
  if (!options.storageState) await comeIn(context, world.address);
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Drawing in software makes the browser speak of ReadPixels.
    if (message.type() === 'error' && !/ReadPixels/.test(message.text())) complaints.push(message.text());
  });
  const open = () => page.goto(`${world.address}${search}`);
  const foreign = () =>
    asked.filter((url) => !/^(blob|data):/.test(url) && new URL(url).host !== new URL(world.address).host);
  return { page, context, open, foreign, complaints };
}

/** Where a page stands and what it says: a test that failed tells more by it than by what it waited for. */
const shownBy = async (page: Page): Promise<string> => {
  const text = await page
    .locator('body')
    .innerText({ timeout: 5_000 })
    .catch((error: Error) => error.message);
  return `── ${page.url()}\n${text.slice(0, 4000)}`;
};

/** As on a computer without WebGL; and wherever a test does not look at the map, for to draw it in software takes longer than all the rest. */
export const withoutWebGl = (page: Page) =>
  page.addInitScript(() => {
    const given = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...wish: unknown[]) {
      return `${wish[0]}`.startsWith('webgl') ? null : Reflect.apply(given, this, wish);
    } as typeof given;
  });

type Violation = { id: string; impact: string; nodes: { target: string[] }[] };
const examiner = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A colour on its way to another is neither. What turns for ever is not waited for. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** What axe calls serious or worse. It comes in as the debugger does, whom the page's own policy does not keep out. */
export async function seriousOn(page: Page): Promise<string[]> {
  await settled(page);
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: examiner });
  await debug.detach();
  const violations = await page.evaluate(async () => {
    const result = await (
      window as unknown as { axe: { run(wish: object): Promise<{ violations: Violation[] }> } }
    ).axe.run({ resultTypes: ['violations'], preload: false });
    return result.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes[0]?.target.join(' '),
    }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id} ${where}`);
}
