import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aDevice, scan } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';

withBrowser();

it('shows the card of a scanned piece within 50 ms, says what is wrong with a label, and asks which of two readings it is', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aDevice(world, { lang: 'en' });
  const { items } = await world.ask('/api/pieces', '/api/pieces?site=RC-S&limit=40');
  const pieces = items.filter(({ quality }) => quality === 'usable').slice(0, 9);
  await until(
    () => page.evaluate(() => document.querySelector('.bar .line')?.textContent?.includes('online')),
    (is) => is === true,
  );
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(window, { took });
    let at = 0;
    addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Enter') at = performance.now();
      },
      true,
    );
    new MutationObserver(() => {
      if (!at || !document.querySelector('.card')) return;
      took.push(performance.now() - at);
      at = 0;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  for (const { epc, piece } of pieces) {
    await scan(page, epc);
    await page.locator('.card').getByText(piece).waitFor();
  }
  const took = (await page.evaluate(() => (window as unknown as { took: number[] }).took)).sort(
    (one, other) => one - other,
  );
  expect(took.length).toBe(pieces.length);
  expect(took[Math.floor(took.length / 2)]).toBeLessThan(50);
  expect(await seriousOn(page)).toEqual([]);

  await scan(page, '(01)06901234567893(10)X');
  await page.getByText('The check digit is wrong').waitFor();
  await scan(page, '010690123456789210ABC17271231');
  await page.getByText('Which one is it?').waitFor();
  await page.getByRole('button', { name: /^lot ABC, expires 2027-12-31/ }).click();
  await page.getByText('Not known on this device').waitFor();
  expect(complaints).toEqual([]);
}, 120_000);
