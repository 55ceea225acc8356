/** The page while all its stores change, five hundred times a second and more: how long its frames take beside those of a quiet page, and how soon the map is drawn. A change counts when the page has heard it, and at the end its own sum must be the ledger's. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Changes } from '@changping/contracts/live';
import { readRegion } from '@changping/server/region';
import type { Page } from 'playwright-core';
import { comeIn, openChromium } from '../chromium.ts';
import { strangers } from '../letters.ts';
import { until, type World, withWorld } from '../world.ts';
import type { Figure } from './figure.ts';
import { percentile, processCost } from './machine.ts';
import { readings } from './readings.ts';
import { steadily } from './steadily.ts';

/** The server gathers what a store tells within 40 ms, so only by all 28 stores together can a page be told so much. */
const lettersPerSecond = 560;
const seconds = 10;
const warmUp = 3;
const tagsOfStore = 100;

export const pageFigures = (): Promise<Figure[]> =>
  withWorld(
    { scenario: 'quiet-day', gateway: false, stock: true, stores: storesOfRegion() },
    async (world): Promise<Figure[]> => {
      const browser = await openChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
        await comeIn(context, world.address);
        const page = await context.newPage();
        // What tsx makes of a function that has a name asks for this one.
        await page.addInitScript('globalThis.__name = (named) => named');
        const heard = ear(page);
        await drawn(page, world.address);
        // The files of the page are in the browser's cache now, as on any screen that has been on before.
        const paint = await drawn(page, world.address);
        await page.locator('.stand-in').waitFor({ state: 'detached', timeout: 60_000 });
        const quiet = await frames(page);
        return figures(paint, quiet, await busy(world, page, heard));
      } finally {
        await browser.close();
      }
    },
  );

/** All that have a gateway. */
const storesOfRegion = () =>
  readRegion(join(import.meta.dirname, '../../server/region/ningxia'))
    .sites.filter(({ tier }) => tier === 'regional' || tier === 'city' || tier === 'county')
    .map(({ id }) => id);

type Ear = { sites: number; feed: number; pictures: number };
type Busy = { frames: number[]; sites: number; feed: number; letters: number; server: number };

/** Counts what the page's socket brings. */
function ear(page: Page): Ear {
  const heard: Ear = { sites: 0, feed: 0, pictures: 0 };
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const text = `${payload}`;
      if (text.startsWith('42["picture"')) heard.pictures++;
      const told = /^42\["changes",(.*)\]$/s.exec(text)?.[1];
      if (!told) return;
      for (const { what } of (JSON.parse(told) as Changes).items)
        if (what === 'site') heard.sites++;
        else if (what === 'feed') heard.feed++;
    }),
  );
  return heard;
}

async function busy(world: World, page: Page, heard: Ear): Promise<Busy> {
  const sites = Object.keys(world.stores);
  const codes = strangers(sites.length * tagsOfStore);
  const stores = sites.map((site, i) =>
    readings(world, site, codes.slice(i * tagsOfStore, (i + 1) * tagsOfStore)),
  );
  const sum = (of: 'kept' | 'tags') => stores.reduce((all, store) => all + store[of](), 0);
  let turn = 0;
  const feeding = steadily(lettersPerSecond, () => stores[turn++ % stores.length]?.send());
  try {
    await wait(warmUp * 1000);
    const before = { ...heard, letters: sum('kept'), cpu: processCost(world.server.pid).cpu };
    const long = await frames(page);
    const rate = (now: number, then: number) => (now - then) / seconds;
    const told = {
      frames: long,
      sites: rate(heard.sites, before.sites),
      feed: rate(heard.feed, before.feed),
      letters: rate(sum('kept'), before.letters),
      server: rate(processCost(world.server.pid).cpu, before.cpu) * 100,
    };
    feeding.end();
    if (heard.pictures !== before.pictures) throw new Error('the page lost its place and asked anew');
    // What was heard is also on the screen: every tag that was sent, and no other.
    await until(
      () => page.locator('#unconfirmed').textContent(),
      (text) => Number(/[\d,]+/.exec(text ?? '')?.[0]?.replaceAll(',', '')) === sum('tags'),
    );
    return told;
  } finally {
    feeding.end();
    for (const store of stores) store.close();
  }
}

function figures(paint: number, quiet: readonly number[], told: Busy): Figure[] {
  const all = told.sites + told.feed;
  const frame = (name: string, share: number, budget: number | null): Figure => ({
    bench: 'live',
    figure: `frame-${name}-ms`,
    value: percentile(told.frames, share),
    unit: 'ms',
    budget,
    atMost: true,
    peer: 'the same page in quiet',
    ratio: percentile(told.frames, share) / percentile(quiet, share),
    note: `at ${all.toFixed(0)} changes/s; ${told.frames.length} frames in ${seconds} s; in quiet ${percentile(quiet, share).toFixed(0)} ms; the map drawn in software on the same two cores`,
  });
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
    {
      bench: 'live',
      figure: 'page-changes-per-second',
      value: all,
      unit: 'changes/s',
      budget: 500,
      note: `${told.sites.toFixed(0)} sites and ${told.feed.toFixed(0)} lines of the feed, heard and taken in by the page; of ${told.letters.toFixed(0)} letters/s that were kept; the server took ${told.server.toFixed(0)} % of a core`,
    },
    frame('p50', 0.5, null),
    frame('p95', 0.95, 50),
    frame('p99', 0.99, null),
    frame('max', 1, null),
  ];
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
