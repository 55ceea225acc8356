/** What a person sees at a step of a test, kept where CHANGPING_PICTURES names a folder: as it stands, and in English beside it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env.CHANGPING_PICTURES;

export async function picture(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const size = page.viewportSize() ?? { width: 1366, height: 768 };
  // What sticks to the edge of a handheld would lie across the middle of a long picture.
  const fullPage = size.width > 600;
  const keep = (of: Page, lang: string) =>
    of.screenshot({ path: join(folder, `${name}-${lang}.png`), fullPage, animations: 'disabled' });
  await keep(page, 'as-it-stands');
  const address = new URL(page.url());
  address.searchParams.set('lang', 'en');
  const english = await page.context().newPage();
  await english.setViewportSize(size);
  await english.goto(address.href);
  await english.getByRole('heading', { level: 1 }).first().waitFor();
  await english.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => {});
  await keep(english, 'en');
  await english.close();
  await page.evaluate(
    (lang) => localStorage.setItem('lang', lang),
    (await page.locator('html').getAttribute('lang')) ?? 'zh-CN',
  );
}
