/** What every part of the page needs: the words, the names of things, the line, and where the page stands. */
import { plural } from '@changping/contracts/plural';
import { createContext, use, useEffect, useState } from 'react';
import { written } from '../../shared/time.ts';
import type { ScannerWords } from '../../shared/words/scanner-zh.ts';
import type { KeptSite, Kind, Me } from '../keep/keep.ts';
import { useFact } from '../keep/use-kept.ts';
import type { Line } from '../line/line.ts';

export type PageFacts = {
  words: ScannerWords;
  kinds: readonly Kind[];
  sites: readonly KeptSite[];
  /** All there are, also those of which nothing else is told here. */
  stores: readonly KeptSite[];
  site: string;
  /** What people are called, by account. */
  people: Readonly<Record<string, string>>;
  nearStep: Readonly<Record<string, number>>;
  line: Line;
  me: Pick<Me, 'name' | 'display' | 'roles' | 'isSample' | 'handheld'>;
};
export const PageContext = createContext<PageFacts | null>(null);
export function usePage(): PageFacts {
  const page = use(PageContext);
  if (!page) throw new Error('outside of the page');
  return page;
}

/** home, d/<id>, d/<id>/<action>, unsent, new/<type>: kept in the address, so that a reload comes back to it. */
export function useWhere(): readonly string[] {
  const [where, setWhere] = useState(location.hash);
  useEffect(() => {
    const moved = () => setWhere(location.hash);
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return where.slice(1).split('/').map(decodeURIComponent);
}
export const go = (...where: string[]): void => {
  location.hash = where.map(encodeURIComponent).join('/');
};

/** Back leads past the page that is left. */
export const goInstead = (...where: string[]): void => {
  history.replaceState(null, '', `#${where.map(encodeURIComponent).join('/')}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
};

/** By the region's calendar and the server's clock. */
export function useToday(): string {
  const ahead = useFact('ahead')?.value ?? 0;
  return written(Date.now() + ahead).date;
}

export function useNames() {
  const { words, kinds, sites, stores, nearStep, site, people } = usePage();
  const kindOf = (id: string | null) => kinds.find((kind) => kind.id === id);
  const own = sites.find((each) => each.id === site);
  return {
    kind: (id: string | null): string => {
      const kind = kindOf(id);
      return kind ? (words.at === 0 ? kind.name : kind.nameEn) : (id ?? '');
    },
    unit: (id: string | null, n?: number): string => {
      const kind = kindOf(id);
      return kind ? (words.at === 0 ? kind.unit : plural(kind.unitEn, n)) : '';
    },
    site: (id: string): string => {
      const named = stores.find((each) => each.id === id);
      return named ? (words.at === 0 ? named.name : named.nameEn) : id;
    },
    /** Who an account is. Who signed without one is said to have none. */
    person: (account: string): string =>
      (Object.hasOwn(people, account) ? people[account] : undefined) ??
      account.replace(/ \(无账号\)$/, words.noAccount),
    /** The store is left out where it is this one. */
    place(place: string): string {
      const [first = '', zone, bin] = place.split('/');
      const outside = words.zonesOutside[first];
      if (outside) return [outside, zone].filter(Boolean).join(' ');
      const inside = [zone ? (words.zones[zone] ?? zone) : '', bin].filter(Boolean).join(' ');
      return first === site ? inside || first : `${this.site(first)} ${inside}`;
    },
    /** From how many days before its end goods of the kind are near it, at this store. */
    nearDays(id: string | null): number {
      const days = [...(kindOf(id)?.nearExpiryDays ?? [])].sort((one, other) => other - one);
      return days[(nearStep[own?.tier ?? ''] ?? 1) - 1] ?? days[0] ?? 0;
    },
  };
}
