/** All that keeps a count from being posted, as sentences in both languages: a person clears it in one go. */
import { countTroubles } from '@changping/contracts/count-words';
import type { CountResult } from './facts.ts';
import type { PostingFault } from './posting.ts';

/** More than a person reads; the rest is counted. */
const most = 60;

export function toldFaults(
  faults: readonly PostingFault[],
  { variances }: Pick<CountResult, 'variances'>,
): { zh: string; en: string } {
  const names = new Map(
    variances.map(({ key, move }) => [
      key,
      `${move.piece ?? move.lot} ${move.from.place} → ${move.to.place}`,
    ]),
  );
  const told = faults.slice(0, most).map((fault) => sentence(fault, names));
  const more = faults.length - told.length;
  return {
    zh: `共 ${faults.length} 项：${told.map(([zh]) => zh).join('；')}${more ? `；另 ${more} 项` : ''}。`,
    en: `in all ${faults.length}: ${told.map(([, en]) => en).join('; ')}${more ? `; and ${more} more` : ''}`,
  };
}

function sentence(fault: PostingFault, names: ReadonlyMap<string, string>): readonly [string, string] {
  if (fault.code === 'trouble') {
    const { code, place, lot, piece } = fault.trouble;
    const about = `"${[place, piece ?? lot ?? ''].join(' ').trim()}"`;
    return [`${countTroubles[code][0]} ${about}`, `${countTroubles[code][1]} ${about}`];
  }
  if (fault.code === 'approverCounted') {
    const who = `"${fault.approver}"`;
    return [`${who} 参加了盘点，须另一人审批`, `${who} counted: another has to approve`];
  }
  const about = `"${names.get(fault.key) ?? fault.key}"`;
  if (fault.code === 'needsRecount')
    return [`${about} 须另一人复盘`, `${about} wants a second count by another`];
  if (fault.code === 'reasonMissing') return [`${about} 缺原因`, `${about} has no reason`];
  return [`${about} 已无差异，原因多余`, `${about} differs no more, so its reason is for nothing`];
}
