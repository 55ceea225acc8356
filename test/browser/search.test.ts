import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, seriousOn, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

it('finds a place by its name in either language and opens who comes there, as it does a site', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  await withoutWebGl(page);
  await open();
  await page.locator('#pieces').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('麻黄');
  const place = page.getByRole('option', { name: /麻黄山乡.*盐池县 · 乡镇/s });
  await place.waitFor();
  await page.getByText(/^\d+ 个库点 · 1 个地点$/).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  // Places stand behind the sites.
  for (let n = await page.getByRole('option').count(); n > 1; n--) await page.keyboard.press('ArrowDown');
  expect(await place.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '麻黄山乡' }).waitFor();
  expect(page.url()).toContain('place=p:640323');
  await page.locator('.way-first').first().waitFor();

  await page.goto(`${world.address}?lang=en`);
  const field = page.getByRole('combobox', { name: 'Search for a site or place' });
  await field.click();
  await field.fill('mahuang');
  await page.getByRole('option', { name: /Mahuangshan.*Yanchi/s }).click();
  await page.getByRole('heading', { name: 'Mahuangshan' }).waitFor();
  await field.fill('guyuan central');
  await page.getByRole('option').first().click();
  await until(
    () => page.url(),
    (url) => url.includes('site=RC-S') && !url.includes('place='),
  );
  expect(complaints).toEqual([]);
}, 120_000);
