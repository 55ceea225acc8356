/** Somebody at a device of their own, who also gives commands as they do elsewhere; and goods that came in. */
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { comeIn } from '../chromium.ts';
import type { World } from '../world.ts';
import { aPage } from './page.ts';

export type Opened = CommandAnswer<'/api/documents/open'>;
export type Person = Awaited<ReturnType<typeof aPerson>>;

export async function aPerson(
  world: World,
  name: string,
  path: string,
  manner: object,
  address = world.address,
) {
  const { page, context, complaints, foreign } = await aPage({ ...world, address }, '', manner);
  await comeIn(context, world.address, name);
  const me = (await (await context.request.get(`${world.address}api/me`)).json()) as { csrf: string };
  const post = async <Body = Opened>(path: string, data: object): Promise<Body> => {
    const answer = await context.request.post(`${world.address}${path}`, {
      ...{ data, headers: { 'x-csrf': me.csrf } },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    return answer.json() as Promise<Body>;
  };
  const get = async <Body>(path: string) =>
    (await (await context.request.get(`${world.address}${path}`)).json()) as Body;
  await page.goto(`${address}${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, complaints, foreign, post, get };
}

export const slot = (place: string, owner = 'RC-S') =>
  ({ place, quality: 'usable', grade: 'reserve', owner }) as const;

/** So many loose quilts of a new lot. */
export async function arrives({ post }: Person, lot: string, wanted: number, place: string): Promise<void> {
  const id = randomUUID();
  const lines = [{ kind: 'quilt', lot, wanted, from: slot('supplier'), to: slot(place) }];
  await post('api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lines, lots: [{ lot, kind: 'quilt', madeOn: '2026-01-10' }] },
  });
  await post('api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity: wanted }],
  });
}
