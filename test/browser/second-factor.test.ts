/** An administrator's first minutes at the door: the phone's camera takes the key that its code shows. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { totpOf } from '@changping/server/store/secrets';
import { expect, it, onTestFinished } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { long } from '../contract/first-day.ts';
import { openServer } from '../contract/server.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();
const pages = join(import.meta.dirname, '../../dashboards/dist');

it('shows the key of the second factor as a code that a camera reads, and lets in whoever types what the phone shows then', async () => {
  const server = await openServer({ samples: false, pages });
  onTestFinished(() => server.close());
  const code = server.house.codes.find(({ role }) => role === 'systemAdmin')?.code ?? '';
  const stranger = { storageState: { cookies: [], origins: [] }, viewport: { width: 390, height: 844 } };
  const { page, complaints } = await aPage({ address: `${server.address}/` }, '', stranger);
  await page.goto(`${server.address}/enter/?code=1`);
  const setUp = page.locator('form').filter({ has: page.locator('[name=display]') });
  for (const [name, value] of Object.entries({ code, name: 'wang', display: '王', password: long('wang') }))
    await setUp.locator(`[name=${name}]`).fill(value);
  await setUp.getByRole('button').click();
  await page.getByRole('button', { name: '显示密钥' }).waitFor();
  await page.locator('[name=password]').fill(long('wang'));
  await page.getByRole('button', { name: '显示密钥' }).click();
  const drawn = page.getByRole('img', { name: '给手机验证器扫描的二维码' });
  await drawn.waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'second-factor');

  const wasmBinary = readFileSync(
    createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'),
  );
  await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer }, fireImmediately: true });
  const [seen] = await readBarcodes(await drawn.screenshot());
  const uri = new URL(seen?.text ?? '');
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    ...['otpauth:', 'totp', '/常平:wang'],
  ]);
  const secret = uri.searchParams.get('secret') ?? '';
  expect((await page.locator('.key').innerText()).replaceAll(' ', '')).toBe(secret);
  await page.locator('[name=code]').fill(totpOf(secret, Math.floor(Date.now() / 30_000)));
  await page.getByRole('button', { name: '确认' }).click();
  await page.waitForURL(/\/store\//);
  // Whoever stands at the door is asked for by the page and not in.
  expect(complaints.filter((each) => !each.includes('401'))).toEqual([]);
}, 120_000);
