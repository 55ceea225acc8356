/** Which notices open and which close. There is one open notice for a lot at a site and a step, whatever the clock says and how often it is asked; and only one thing closes it: the ledger has nothing of the lot there any more. */
import type { NoticeStep, Step } from './expiry.ts';

/** A lot at a site. */
export type Subject = { site: number; lot: number };
export type Open = Subject & { step: NoticeStep };
/** What the ledger has of it now, and how near its end is. */
export type Standing = Subject & { quantity: number; step: Step };

/** @param open the open notices of the subjects asked about. @param standing those of them of which there is stock; who is missing has none. */
export function difference<Is extends Open>(
  open: readonly Is[],
  standing: readonly Standing[],
): { open: Open[]; close: Is[] } {
  const there = new Set(standing.filter(({ quantity }) => quantity > 0).map(nameOf));
  const told = new Set(open.map((notice) => `${nameOf(notice)}/${notice.step}`));
  const due = standing.filter(
    (subject): subject is Standing & Open =>
      subject.quantity > 0 && subject.step !== 'ok' && !told.has(`${nameOf(subject)}/${subject.step}`),
  );
  return {
    open: due.map(({ site, lot, step }) => ({ site, lot, step })),
    close: open.filter((notice) => !there.has(nameOf(notice))),
  };
}

/** Of two open notices of one subject the later step says how it stands. */
export const highest = (steps: readonly NoticeStep[]): NoticeStep | null =>
  steps.includes('expired') ? 'expired' : (steps[0] ?? null);

const nameOf = ({ site, lot }: Subject) => `${site}/${lot}`;
