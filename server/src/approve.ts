/** Who waits to be let in, and the word of a person that lets a gateway in or turns it away. Works beside a running server, which asks again within the minute. */
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';
import type { Settings } from './settings.ts';
import { type Applicant, applicants, fingerprintOf } from './store/applicants.ts';

export type Wish = { gateway?: string | undefined; fingerprint?: string | undefined; refuse: boolean };

/** @returns what to say, one line each. @throws Error that says what to do instead. */
export function approve(settings: Settings, wish: Wish, now: Instant): string[] {
  const raw = new Sqlite(join(settings.data, 'changping.sqlite'), { fileMustExist: true });
  raw.pragma('busy_timeout = 5000');
  // Who was told that a gateway is let in may rely on it.
  raw.pragma('synchronous = FULL');
  try {
    const { waiting, approved, decide } = applicants({ raw });
    const { gateway, refuse } = wish;
    const fingerprint = wish.fingerprint?.toLowerCase();
    if (gateway === undefined) return waiting().length ? waiting().map(lineOf) : ['No gateway waits.'];
    if (fingerprint === undefined)
      throw new Error(
        `Give the fingerprint too, as the gateway's own page shows it, or another could take its name:\n${waiting().map(lineOf).join('\n')}`,
      );
    const site = waiting().find((each) => each.gateway === gateway && each.fingerprint === fingerprint)?.site;
    const named = settings.gateways.map(({ id, ...row }) => ({ gateway: id, ...row }));
    const rival = [...named, ...approved()].find((each) => each.gateway === gateway || each.site === site);
    if (!refuse && rival && fingerprintOf(rival.keyHash) !== fingerprint)
      throw new Error(
        `${rival.site} has the gateway ${rival.gateway} already: take that one out first, with --refuse or from the settings.`,
      );
    if (!decide(gateway, fingerprint, refuse ? 'refused' : 'approved', now, 'console'))
      throw new Error(`Nobody called ${gateway} with the fingerprint ${fingerprint} has knocked.`);
    return [
      refuse
        ? `${gateway} is turned away, within a minute also in the middle of a session.`
        : `${gateway} is let in the next time it knocks, within a minute or two.`,
    ];
  } finally {
    raw.close();
  }
}

const lineOf = ({ gateway, site, fingerprint, address, tries, lastAt }: Applicant) =>
  `${gateway}  ${fingerprint}  store ${site}  from ${address}  knocked ${tries} times, last ${new Date(lastAt).toISOString()}`;
