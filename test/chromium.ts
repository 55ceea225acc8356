/** The system's Chromium, headless, with nothing that would call out by itself. */
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** @param more switches of its own. */
export const openChromium = (...more: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      // As Chromium itself does without a graphics card: WebGL in software, the page put together without it.
      '--disable-gpu-compositing',
      ...more,
    ],
  });

/** Comes in as the watch commander of a demo, or another of its sample people: with a click. @param address ends in a slash. */
export async function comeIn(
  { request }: Pick<BrowserContext, 'request'>,
  address: string,
  name = 'commander',
): Promise<void> {
  const entered = await request.post(`${address}api/session/sample`, { data: { name } });
  if (!entered.ok()) throw new Error(await entered.text());
}
