/** Hooks joined by hand: rows, line and channel, with what of the region they speak of. */
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Instant } from '@changping/contracts/units';
import { type Block, readBlock } from './domain/hooks/address.ts';
import type { HookLang, Locale } from './domain/hooks/message.ts';
import { readAllowed } from './domain/hooks/target.ts';
import { isInScope, type UnitTree, unitTree } from './domain/rights.ts';
import { hmac, openHookPost } from './edge/hook-post.ts';
import { type HookChannel, openHookChannel } from './hook-channel.ts';
import type { HookParts } from './hooks.ts';
import type { Region } from './region.ts';
import { countsRunning } from './store/counts-running.ts';
import type { Database } from './store/database.ts';
import { hooks } from './store/hooks.ts';

export type OpenHooks = HookParts & {
  watch: Record<string, { help: string; value(): number }>;
  close: HookChannel['close'];
};
export type OpenHookParts = {
  db: Database;
  region: Pick<Region, 'id' | 'name' | 'nameEn' | 'timeZone' | 'sites' | 'kinds'>;
  /** Of the settings; checked there. */
  allow: readonly string[];
  lookup: LookupFunction | undefined;
  now(): Instant;
  wall(): Instant;
  failed(error: Error): void;
  die(error: Error): never;
};

export function openHooks({ db, region, allow, lookup, now, wall, failed, die }: OpenHookParts): OpenHooks {
  const rows = hooks(db);
  const allowed = allow.flatMap((text) => readAllowed(text) ?? []);
  const line = openHookPost(() => ({ allowed, near: ownLines() }), lookup);
  const running = countsRunning(db);
  const hour = hourIn(region.timeZone);
  const nameIn = (lang: HookLang, named: { name: string; nameEn: string } | undefined) =>
    named && (lang === 'zh' ? named.name : named.nameEn);
  const tree = unitTree(region.id, region.sites);
  const sitesOf: HookParts['sitesOf'] = (unit) => (unit === region.id ? null : below(unit, tree));
  const channel = openHookChannel({
    ...{ rows, line, hmac, sitesOf, now, wall, failed, die },
    counted: () => new Set(running.of('').map(({ site }) => site)),
    locale: (lang): Locale => ({
      region: nameIn(lang, region) ?? region.id,
      hour,
      names: {
        kind: (code) =>
          nameIn(
            lang,
            region.kinds.find(({ id }) => id === code),
          ),
        site: (code) =>
          nameIn(
            lang,
            region.sites.find(({ id }) => id === code),
          ),
      },
    }),
  });
  return {
    ...{ rows, channel, sitesOf },
    wrong: line.wrong,
    watch: {
      hooks_given_up: { help: 'notices that no robot took within a day', value: rows.givenUp },
    },
    close: channel.close,
  };
}

const ownLines = (): Block[] =>
  Object.values(networkInterfaces()).flatMap((line) =>
    (line ?? []).flatMap(({ address, cidr }) => readBlock(cidr ?? address) ?? []),
  );

const below = (unit: string, tree: UnitTree): string[] =>
  [...tree.keys()].filter((site) => isInScope({ id: '', unit, roles: [] }, site, tree));

/** "11-26 14:05", by the region's clock. */
function hourIn(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
  };
}
