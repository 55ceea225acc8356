import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { knocks } from '../contract/line.ts';
import { canMount, smallDisk } from '../trust/full-disk.ts';
import { aWorld, until } from '../world.ts';
import { aPage, seriousOn, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

const mounts = canMount();
if (!mounts) console.error('The banner of a full disk is not tried: only root can mount a small one.');

it.skipIf(!mounts)(
  'says across the page and the wall, within ten seconds, that the disk is full, what is safe and what to do; and takes it back',
  async () => {
    const world = await aWorld({
      ...{ scenario: 'quiet-day', gateway: false },
      prepare: (folder) => void smallDisk(join(folder, 'server')),
    });
    const disk = join(world.folder, 'server');
    onTestFinished(async () => {
      await world.close();
      spawnSync('umount', ['-l', disk]);
    });
    const chinese = await aPage(world, '?lang=zh-CN');
    const wall = await aPage(world, '?lang=en&screen=big');
    for (const { page, open } of [chinese, wall]) {
      await withoutWebGl(page);
      await open();
      await page.locator('#pieces').waitFor();
      expect(await page.locator('.trouble-banner').count()).toBe(0);
    }
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    // All but what a page or two of the database take.
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 65_536, 1));
    const filled = performance.now();
    const banner = chinese.page.getByRole('alert').filter({ hasText: '磁盘已满，请腾出空间' });
    await banner.waitFor();
    expect(performance.now() - filled).toBeLessThan(10_000);
    expect(await banner.innerText()).toContain('新信件留在网关，腾出空间后自动补收。');
    await wall.page.getByText('The disk is full: make room.').waitFor();
    expect(await seriousOn(chinese.page)).toEqual([]);
    rmSync(filler);
    for (const { page } of [chinese, wall])
      await page.locator('.trouble-banner').waitFor({ state: 'detached' });
  },
  120_000,
);

it('lists a gateway that knocks while the page is open, with the fingerprint to compare and the command that lets it in', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN&facts=gateways');
  await withoutWebGl(page);
  await open();
  await page.locator('.gateway-facts').first().waitFor();
  const applicants = page.getByRole('region', { name: '等待批准的网关' });
  expect(await applicants.count()).toBe(0);
  const key = 'the key of Wuzhong';
  const { line, code } = await knocks(world, 'GW-CD-WZ', key);
  line.close();
  expect(code).not.toBe(0);
  await applicants.waitFor();
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const told = await until(
    () => applicants.innerText(),
    (text) => text.includes(fingerprint),
  );
  expect(told).toContain('吴忠市库');
  expect(told).toContain(`npm run approve -- --settings FILE GW-CD-WZ ${fingerprint}`);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('region', { name: 'Gateways that wait to be let in' }).waitFor();
  expect(complaints).toEqual([]);
}, 120_000);
