/** The open notices of the region as what is due in each store, read again when their number changes anywhere. */
import { useEffect, useMemo, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import type { World } from '../../shared/live/world.ts';
import { type Due, dueBySite, type Notice } from './due.ts';

/** A region has some hundreds; what is beyond these is counted in the strip and not named. */
const pagesMost = 8;
const none: ReadonlyMap<string, Due> = new Map();

/** `world`: the live one; undefined where nothing is to be read. */
export function useDues(world: World | undefined): ReadonlyMap<string, Due> {
  const [notices, setNotices] = useState<readonly Notice[]>();
  const version = world && countsOf(world);
  useEffect(() => {
    if (version === undefined) return;
    let isCurrent = true;
    read().then(
      (items) => isCurrent && setNotices(items),
      // Without names the numbers of the live line stand; the next change asks again.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [version]);
  const kinds = world?.kinds;
  return useMemo(() => (notices && kinds ? dueBySite(notices, kinds) : none), [notices, kinds]);
}

const countsOf = ({ stream, sites }: World): string =>
  [...sites.values()].reduce(
    (text, { live: { notices } }) => `${text} ${notices.expired}/${notices.nearExpiry}`,
    stream,
  );

async function read(): Promise<Notice[]> {
  const items: Notice[] = [];
  let after: string | null = '';
  for (let page = 0; page < pagesMost && after !== null; page++) {
    const answer: { items: Notice[]; next: string | null } = await ask('/api/notices', {
      limit: 500,
      ...(after ? { after } : {}),
    });
    items.push(...answer.items);
    after = answer.next;
  }
  return items;
}
