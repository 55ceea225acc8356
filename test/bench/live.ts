/** The page while five hundred letters a second change the stores: how long its frames take beside those of a quiet page, how soon the map is drawn, and how long a look at the past takes. */
import type { Changes } from '@changping/contracts/live';
import type { Epoch } from '@changping/contracts/units';
import type { Page } from 'playwright-core';
import { openChromium } from '../chromium.ts';
import { openSender, type Sender } from '../sender.ts';
import { until, type World, withWorld } from '../world.ts';
import type { Figure } from './figure.ts';
import { historyFigure } from './live-history.ts';
import { percentile } from './machine.ts';

const perSecond = 500;
const seconds = 10;
const warmUp = 3;

export async function* live(): AsyncGenerator<Figure> {
  yield await historyFigure();
  yield* await withWorld({ scenario: 'quiet-day', gateway: false, stock: true }, pageFigures);
}

async function pageFigures(world: World): Promise<Figure[]> {
  const browser = await openChromium();
  const stores = Object.values(world.stores);
  const senders = stores.map(({ site, gateway, key }) =>
    openSender({ port: world.mqttPort, site, gateway, key, epoch: epochOf(site) }),
  );
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    // What tsx makes of a function that has a name asks for this one.
    await page.addInitScript('globalThis.__name = (named) => named');
    let changes = 0;
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const told = /^42\["changes",(.*)\]$/s.exec(`${payload}`)?.[1];
        if (told) changes += (JSON.parse(told) as Changes).items.filter(({ what }) => what === 'site').length;
      }),
    );
    await drawn(page, world.address);
    // The files of the page are in the browser's cache now, as on any screen that has been on before.
    const paint = await drawn(page, world.address);
    await page.locator('.stand-in').waitFor({ state: 'detached', timeout: 60_000 });
    const quiet = await frames(page);
    const feeding = feed(
      senders,
      stores.map(({ site, gateway }) => ({ site, gateway })),
    );
    await wait(warmUp * 1000);
    changes = 0;
    const kept = () => senders.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    const before = kept();
    const busy = await frames(page);
    const [told, letters] = [changes / seconds, (kept() - before) / seconds];
    feeding.end();
    const figure = (name: string, of: number, share: number, budget: number | null): Figure => ({
      bench: 'live',
      figure: `frame-${name}-ms`,
      value: share === 1 ? Math.max(...busy) : percentile(busy, share),
      unit: 'ms',
      budget,
      atMost: true,
      peer: 'the same page in quiet',
      ratio: of,
      note: `${letters.toFixed(0)} letters/s were kept and told as ${told.toFixed(0)} site changes/s; in quiet p50 ${percentile(quiet, 0.5).toFixed(0)}, p95 ${percentile(quiet, 0.95).toFixed(0)}, max ${Math.max(...quiet).toFixed(0)} ms; the map drawn in software on the same two cores`,
    });
    const ratio = (share: number) => percentile(busy, share) / percentile(quiet, share);
    return [
      {
        bench: 'live',
        figure: 'map-first-paint-ms',
        value: paint,
        unit: 'ms',
        budget: 1000,
        atMost: true,
        note: 'from the address to the region with all its sites on the screen, warm; on two cores without a graphics card',
      },
      figure('p50', ratio(0.5), 0.5, null),
      figure('p95', ratio(0.95), 0.95, 50),
      figure('max', Math.max(...busy) / Math.max(...quiet), 1, null),
    ];
  } finally {
    for (const sender of senders) sender.close();
    await browser.close();
  }
}

/** Milliseconds from the navigation until the map was drawn for the first time. */
async function drawn(page: Page, address: string): Promise<number> {
  await page.goto(`${address}?lang=zh-CN`);
  return until(
    () => page.evaluate(() => performance.getEntriesByName('map drawn')[0]?.startTime ?? 0),
    (at) => at > 0,
    60_000,
  );
}

/** How long each frame of `seconds` was. */
const frames = (page: Page): Promise<number[]> =>
  page.evaluate(
    (length) =>
      new Promise<number[]>((done) => {
        const gaps: number[] = [];
        const end = performance.now() + length;
        let last = performance.now();
        const frame = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else done(gaps.slice(1));
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );

/** Readings in turn from every store, each of which changes its site. */
function feed(senders: readonly Sender[], stores: readonly { site: string; gateway: string }[]) {
  const seqs = stores.map(() => 0);
  let turn = 0;
  let due = performance.now();
  const timer = setInterval(() => {
    for (; due < performance.now(); due += 1000 / perSecond) {
      const i = turn++ % stores.length;
      const { site, gateway } = stores[i] as { site: string; gateway: string };
      const seq = ++(seqs[i] as number);
      seqs[i] = seq;
      senders[i]?.send([{ seq, bytes: Buffer.from(JSON.stringify(reading(site, gateway, seq))) }]);
    }
  }, 4);
  return { end: () => clearInterval(timer) };
}

const reading = (site: string, gw: string, seq: number) => ({
  ...{ v: 1, gw, epoch: epochOf(site), seq, at: Date.now(), boot: 'load', mono: seq },
  ...{
    kind: 'climate',
    probe: 'cold-1',
    dt: [0],
    celsius: [4 + (seq % 30) / 10],
    humidity: [50 + (seq % 10)],
  },
});

const epochOf = (site: string) => Buffer.from(site.padEnd(8, '-').slice(-8)).toString('hex') as Epoch;
const wait = (ms: number) => new Promise((later) => setTimeout(later, ms));
