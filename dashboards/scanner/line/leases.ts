/** Takes pieces along and gives them back; both want the line, since everybody else's documents have to know of it. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { fact, keepFact } from '../keep/keep.ts';
import { reach } from './reach.ts';

/** What is leased to this handheld now. @throws Failed */
export async function fillLeases(): Promise<void> {
  const device = (await fact('me'))?.handheld?.id;
  if (device === undefined) return;
  const { items } = await reach<Answer<'/api/leases'>>('/api/leases');
  await keepFact(
    'leases',
    items.filter((each) => each.device === device),
  );
}

/** @throws Failed */
export async function takeAlong(wanted: CommandBody<'/api/leases/take'>): Promise<void> {
  await reach('/api/leases/take', wanted);
  await fillLeases();
}

/** @throws Failed */
export async function giveBack(pieces: string[]): Promise<void> {
  await reach('/api/leases/give-back', { pieces });
  await fillLeases();
}
