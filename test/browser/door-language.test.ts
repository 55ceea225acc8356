/** From a page to the door and on, in the language that somebody reads. */
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { aDevice } from './handheld.ts';
import { withBrowser } from './page.ts';

withBrowser();
const store = () => aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });

it('logs an English reader out to the door in English, and lets in to a page in the language chosen there', async () => {
  const world = await store();
  const { page } = await aDevice(world, { lang: 'en' });
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL(/\/enter\//);
  await page.locator('html[lang=en]').waitFor();
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang=zh-CN]').waitFor();
  await page.getByRole('button', { name: '督察' }).click();
  await page.waitForURL(/\/scanner\//);
  await page.getByRole('heading', { level: 1, name: '今日工作' }).waitFor();
  await page.goto(`${world.address}enter/?lang=en`);
  await page.waitForURL(/\/store\//);
  await page.locator('html[lang=en]').waitFor();
}, 120_000);

it('begins at a store of our own for whoever sees the whole region, and has a way home from a document that is not on the device', async () => {
  const world = await store();
  const { page } = await aDevice(world, { name: 'supervisor' });
  expect(await page.getByLabel('库点').inputValue()).toMatch(/^(?:RC|CD|CS|ST)-/);
  await page.goto(`${world.address}scanner/#d/01990000-0000-7000-8000-000000000001`);
  await page.getByText('本机没有这张单据').waitFor();
  await page.getByRole('button', { name: '今日工作' }).click();
  await page.getByRole('heading', { level: 1, name: '今日工作' }).waitFor();
}, 120_000);
