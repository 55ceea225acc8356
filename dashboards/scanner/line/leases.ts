/** Takes goods along and gives them back; both want the line, since everybody else's documents have to know of it. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { fact, keepFact } from '../keep/keep.ts';
import type { GoingLine } from '../rules/going.ts';
import type { Leased } from '../rules/leased.ts';
import { reach } from './reach.ts';

/** What is leased to this handheld now. @throws Failed */
export async function fillLeases(): Promise<void> {
  const device = (await fact('me'))?.handheld?.id;
  if (device === undefined) return;
  const items: Leased[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Answer<'/api/leases'> = await reach(`/api/leases?limit=500${next && `&after=${next}`}`);
    items.push(...page.items.filter((each) => each.device === device));
    next = page.next;
  }
  await keepFact('leases', items);
}

/** @throws Failed */
export async function takeAlong(
  lines: readonly GoingLine[],
  hours: number,
  second: CommandBody<'/api/leases/take'>['second'],
): Promise<void> {
  const pieces = lines.flatMap(({ piece }) => piece ?? []);
  const lots = lines
    .filter(({ piece }) => piece === null)
    .map(({ lot, quantity, place, quality, grade, owner }) => ({
      ...{ lot, quantity },
      from: { place, quality, grade, owner },
    }));
  await reach('/api/leases/take', { pieces, lots, hours, second });
  await fillLeases();
}

/** @throws Failed */
export async function giveBack(leases: readonly Leased[]): Promise<void> {
  const pieces = leases.flatMap(({ piece }) => piece ?? []);
  const loose = leases.flatMap((each) => each.loose ?? []);
  await reach('/api/leases/give-back', { pieces, loose });
  await fillLeases();
}
