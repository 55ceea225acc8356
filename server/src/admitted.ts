/** Whose letters are taken: the gateways that the settings name, and those that people let in beside them while the server runs. */
import type { FeedItem } from '@changping/contracts/live';
import type { Account } from './edge/broker/broker.ts';
import type { Region } from './region.ts';
import type { Applicants } from './store/applicants.ts';

export type Admitted = {
  now(): readonly Account[];
  /** The guest of that name and key, who may have been let in a moment ago. */
  guest(gateway: string, keyHash: string): Account | undefined;
  /** Asks the file anew, in which a person may let one in or turn one away beside us. */
  follow(told: Told): void;
};
export type Told = {
  joined(account: Account): void;
  gone(account: Account): void;
  decided(lines: readonly FeedItem[]): void;
};

export function admitted(
  named: readonly Account[],
  { approved, decided }: Pick<Applicants, 'approved' | 'decided'>,
  region: Region,
): Admitted {
  const guests = () => letIn(named, approved(), region);
  let accounts = [...named, ...guests()];
  let { upTo } = decided(Number.MAX_SAFE_INTEGER);
  return {
    now: () => accounts,
    guest: (gateway, keyHash) => guests().find((each) => each.id === gateway && each.keyHash === keyHash),
    follow(told) {
      const next = [...named, ...guests()];
      const isKept = ({ id, keyHash }: Account) =>
        next.some((each) => each.id === id && each.keyHash === keyHash);
      const gone = accounts.filter((account) => !isKept(account));
      for (const account of next) told.joined(account);
      accounts = next;
      for (const account of gone) told.gone(account);
      const since = decided(upTo);
      if (since.lines.length) told.decided(since.lines);
      ({ upTo } = since);
    },
  };
}

/** Whom people let in after the settings were written; a gateway and a store that the settings name are theirs. */
function letIn(
  named: readonly Account[],
  approved: ReturnType<Applicants['approved']>,
  region: Region,
): Account[] {
  const taken = new Set<string>(named.flatMap(({ id, site }) => [id, site]));
  return approved.flatMap(({ gateway: id, site, keyHash }) => {
    if (taken.has(id) || taken.has(site) || !region.sites.some((each) => each.id === site)) return [];
    taken.add(id).add(site);
    return [{ id, site, keyHash }];
  });
}
