/** A read at the gate to a changed number on the page: real gateway, server and Chromium; only the reader's tags are ours to command. */
import { readFileSync, writeFileSync } from 'node:fs';
import { m100, type Tag } from '@changping/firmware-sim/m100';
import { tcpPort } from '@changping/firmware-sim/port';
import { mulberry32 } from '@changping/firmware-sim/random';
import { openChromium } from '../chromium.ts';
import { strangers } from '../letters.ts';
import { until, type World, withWorld } from '../world.ts';
import type { Figure } from './figure.ts';
import { percentile } from './machine.ts';

const events = 200;
const gap = 150;

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
    const browser = await openChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${world.address}?lang=en`);
      await page.waitForSelector('#unconfirmed');
      await page.evaluate(() => {
        const number = document.querySelector('#unconfirmed') as HTMLElement;
        const seen: [number, number][] = [];
        Object.assign(window, { seen });
        // The paint comes with the next frame, which is where a person sees it.
        new MutationObserver(() => {
          requestAnimationFrame(() => seen.push([Number(number.textContent), Date.now()]));
        }).observe(number, { subtree: true, childList: true, characterData: true });
      });
      await until(
        () => world.gatewayHealth('RC-S'),
        ({ line }) => line.state === 'online',
      );
      const shown: number[] = [];
      for (const epcHex of strangers(events)) {
        shown.push(Date.now());
        inView.splice(0, 1, { epcHex, rssi: -50 });
        await new Promise((later) => setTimeout(later, gap));
      }
      await until(
        () => page.textContent('#unconfirmed'),
        (text) => Number(text) === events,
      );
      const seen = await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen);
      // Two changes may share a frame, so the first time a count or a higher one stood there is the time it was seen.
      const waits = shown.map((at, i) => (seen.find(([count]) => count > i)?.[1] ?? Number.NaN) - at);
      return [
        figure('pixel-p50-ms', percentile(waits, 0.5), null),
        figure('pixel-p99-ms', percentile(waits, 0.99), 250),
      ];
    } finally {
      clearInterval(reading);
      await browser.close();
      await port.close();
    }
  });

const figure = (name: string, value: number, budget: number | null): Figure => ({
  bench: 'chain',
  figure: name,
  value,
  unit: 'ms',
  budget,
  atMost: true,
  note: `${events} tags, one every ${gap} ms, from the reader's first notice to the painted number; 100 ms of it are the gateway's gathering`,
});

function useReader(world: World, address: string): void {
  const { config } = world.stores['RC-S'] as { config: string };
  const settings = JSON.parse(readFileSync(config, 'utf8'));
  settings.readers = [{ id: 'gate-1', type: 'm100', port: { tcp: address } }];
  writeFileSync(config, JSON.stringify(settings));
}
