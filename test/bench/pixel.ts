/** A read at the gate to a changed number on the page: real gateway, server and Chromium; only the reader's tags are ours to command. Once without a browser, so that what the page costs can be told from what the chain costs. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Changes } from '@changping/contracts/live';
import { m100, type Tag } from '@changping/firmware-sim/m100';
import { tcpPort } from '@changping/firmware-sim/port';
import { mulberry32 } from '@changping/firmware-sim/random';
import { io } from 'socket.io-client';
import { comeIn, openChromium } from '../chromium.ts';
import { strangers } from '../letters.ts';
import { until, type World, withWorld } from '../world.ts';
import type { Figure } from './figure.ts';
import { percentile } from './machine.ts';

const events = 200;
const gap = 150;
/** The first paint of the map in software is no part of the question. */
const warmUp = 40;

/** A count of unknown tags and the time it was seen. */
type Seen = [count: number, at: number];

export const pixel = () =>
  withWorld({ scenario: 'quiet-day', gateway: false, stores: ['RC-S'] }, async (world): Promise<Figure[]> => {
    const inView: Tag[] = [];
    const reader = m100({ tags: () => inView, random: mulberry32(1) });
    const port = await tcpPort(reader, 0);
    const reading = setInterval(() => {
      for (const notice of reader.round()) port.send(notice);
    }, 10);
    useReader(world, port.address);
    await world.startGateway();
    await until(
      () => world.gatewayHealth('RC-S'),
      ({ line }) => line.state === 'online',
    );
    const epcs = strangers(2 * (events + warmUp));
    let known = 0;
    /** Lets tags come one by one. @returns how long each waited until it was seen. */
    const showAll = async (seen: () => Promise<Seen[]>): Promise<number[]> => {
      const before = known;
      const shown: number[] = [];
      for (const epcHex of epcs.slice(known, known + events + warmUp)) {
        shown.push(Date.now());
        inView.splice(0, 1, { epcHex, rssi: -50 });
        await new Promise((later) => setTimeout(later, gap));
      }
      known += shown.length;
      const all = await until(seen, (counts) => counts.at(-1)?.[0] === known);
      // Two changes may share a frame, so the first time a count or a higher one stood there is the time it was seen.
      const waits = shown.map((at, i) => (all.find(([count]) => count > before + i)?.[1] ?? Number.NaN) - at);
      return waits.slice(warmUp);
    };
    try {
      return [
        ...figures(
          'told',
          await listened(world, showAll),
          'a listener of the live changes, no browser running',
          null,
        ),
        ...figures(
          'pixel',
          await painted(world, showAll),
          'the painted number in Chromium, the map drawn in software on the same two cores',
          250,
        ),
      ];
    } finally {
      clearInterval(reading);
      await port.close();
    }
  });

type ShowAll = (seen: () => Promise<Seen[]>) => Promise<number[]>;

async function listened(world: World, showAll: ShowAll): Promise<number[]> {
  const seen: Seen[] = [];
  const socket = io(world.address, {
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${world.token()}` },
  });
  socket.on('changes', ({ items }: Changes) => {
    for (const item of items)
      if (item.what === 'site' && item.site === 'RC-S') seen.push([item.live.unconfirmed, Date.now()]);
  });
  try {
    return await showAll(async () => seen);
  } finally {
    socket.close();
  }
}

async function painted(world: World, showAll: ShowAll): Promise<number[]> {
  const browser = await openChromium();
  try {
    const context = await browser.newContext();
    await comeIn(context, world.address);
    const page = await context.newPage();
    await page.goto(`${world.address}?lang=en`);
    await page.waitForSelector('#unconfirmed');
    await page.evaluate(() => {
      const number = document.querySelector('#unconfirmed') as HTMLElement;
      const seen: [number, number][] = [];
      Object.assign(window, { seen });
      // The paint comes with the next frame, which is where a person sees it.
      new MutationObserver(() => {
        requestAnimationFrame(() => seen.push([Number(number.textContent?.replaceAll(',', '')), Date.now()]));
      }).observe(number, { subtree: true, childList: true, characterData: true });
    });
    return await showAll(() => page.evaluate(() => (window as unknown as { seen: Seen[] }).seen));
  } finally {
    await browser.close();
  }
}

function figures(name: string, waits: number[], where: string, budget: number | null): Figure[] {
  const figure = (share: 50 | 99): Figure => ({
    bench: 'chain',
    figure: `${name}-p${share}-ms`,
    value: percentile(waits, share / 100),
    unit: 'ms',
    budget: share === 99 ? budget : null,
    atMost: true,
    note: `from the reader's first notice of ${events} tags, one every ${gap} ms, to ${where}`,
  });
  return [figure(50), figure(99)];
}

function useReader(world: World, address: string): void {
  const { config } = world.stores['RC-S'] as { config: string };
  const settings = JSON.parse(readFileSync(config, 'utf8'));
  settings.readers = [{ id: 'gate-1', type: 'm100', port: { tcp: address } }];
  writeFileSync(config, JSON.stringify(settings));
}
