/** Somebody of the sample people at the console. */
import { comeIn } from '../chromium.ts';
import type { World } from '../world.ts';
import { aPage } from './page.ts';

/** `search`: as the URL has it. */
export async function aDesk(world: World, name: string, search: string) {
  // The page's own policy would keep the examiner of its accessibility out; and what fades out is clicked at.
  const opened = await aPage(world, `store/${search}`, { bypassCSP: true, reducedMotion: 'reduce' });
  await comeIn(opened.context, world.address, name);
  await opened.open();
  await opened.page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
  return opened;
}
