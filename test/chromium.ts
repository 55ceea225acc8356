/** The system's Chromium, headless, with nothing that would call out by itself. */
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Nobody sees the window around a page, yet its address bar opens two pages of its own beside each of ours, a second of work every time. Chromium takes the last such list alone, so what Playwright turns off stands here too. */
const off = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

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
      `--disable-features=${off}`,
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
