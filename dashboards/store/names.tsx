/** The stores in view of whoever sits here and the kinds of the catalogue, with their names; and how a place is called. */
import { roleWords } from '@changping/contracts/approval-words';
import type { Answer } from '@changping/contracts/http';
import { plural } from '@changping/contracts/plural';
import { readSigner } from '@changping/contracts/signer';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { ask } from '../shared/ask.ts';
import { calledOf } from '../shared/called.ts';
import { keepTimeOf } from '../shared/time.ts';
import { useAnswer } from '../shared/use-answer.ts';
import { isOffered } from './frame/rooms.ts';
import { useMe } from './me.tsx';
import { useStoreWords } from './use-store-words.tsx';

export type Site = Answer<'/api/sites'>['items'][number];
export type Kind = Answer<'/api/kinds'>['items'][number];
type Store = Answer<'/api/region'>['stores'][number];
type Hold = {
  /** In view. */
  sites: ReadonlyMap<string, Site>;
  /** Of every store of the region, also those out of view: a transfer names both its ends. */
  stores: ReadonlyMap<string, Store>;
  kinds: ReadonlyMap<string, Kind>;
  /** What is called like an account of somebody, by the account. */
  people: ReadonlyMap<string, string>;
  region: Pick<Answer<'/healthz'>, 'region' | 'name' | 'nameEn'> | undefined;
  /** The catalogue has another version. */
  readAgain(): void;
};
const Held = createContext<Hold>({
  sites: new Map(),
  stores: new Map(),
  kinds: new Map(),
  people: new Map(),
  region: undefined,
  readAgain() {},
});

export function NamesProvider({ children }: { children: ReactNode }) {
  const { roles } = useMe();
  const isAsked = isOffered('stock', roles);
  const sites = useAnswer('/api/sites', { limit: 500 }, { isAsked }).answer?.items;
  const { answer, again } = useAnswer('/api/kinds', { limit: 500 });
  const kinds = answer?.items;
  const stores = useAnswer('/api/region', {}).answer?.stores;
  const people = useAnswer('/api/names', {}).answer?.items;
  const [region, setRegion] = useState<Hold['region'] | null>(null);
  useEffect(() => {
    ask('/healthz').then(
      (health) => {
        keepTimeOf(health.timeZone);
        setRegion(health);
      },
      // The lists say themselves that nobody answers.
      () => setRegion(undefined),
    );
  }, []);
  const hold = useMemo(
    (): Hold => ({
      sites: new Map(sites?.map((site) => [site.id, site])),
      stores: new Map(stores?.map((store) => [store.id, store])),
      kinds: new Map(kinds?.map((kind) => [kind.id, kind])),
      people: calledOf(people ?? []),
      region: region ?? undefined,
      readAgain: again,
    }),
    [sites, stores, kinds, people, region, again],
  );
  // Whether somebody has the whole region decides what is asked for first.
  return region === null ? null : <Held value={hold}>{children}</Held>;
}

export type Names = Hold & {
  site(id: string | null): string;
  kind(id: string | null): string;
  /** Of a kind, the base unit, as it is said of so many. */
  unit(kind: string | null, n?: number): string;
  place(code: string): string;
  /** The same where the store stands beside it. */
  spot(code: string): string;
  /** Who an account is; to a partner or a neighbour one of ours is a role of a unit. Who signed without one is said to have none. */
  person(account: string): string;
  /** Where an account belongs: a store, or the whole region. */
  home(unit: string): string;
};

export function useNames(): Names {
  const hold = use(Held);
  const { nameOf, said, lang, stock, wholeRegion, noAccount, states } = useStoreWords();
  return useMemo((): Names => {
    const site = (id: string | null) => {
      const found = id === null ? undefined : hold.stores.get(id);
      return found ? nameOf(found) : (id ?? states.none);
    };
    const home = (unit: string) => (unit === hold.region?.region ? wholeRegion : site(unit));
    const parts = (code: string) => code.split('/').map((part) => stock.placeOf[part] ?? part);
    return {
      ...hold,
      site,
      kind: (id) => {
        const found = id === null ? undefined : hold.kinds.get(id);
        return found ? nameOf(found) : (id ?? states.none);
      },
      unit: (id, n) => {
        const found = id === null ? undefined : hold.kinds.get(id);
        return found ? (lang === 'en' ? plural(found.unitEn, n) : found.unit) : '';
      },
      place(code) {
        const [root = '', ...rest] = parts(code);
        return [site(root), ...rest].join(' · ');
      },
      spot: (code) => {
        const [root = '', ...rest] = parts(code);
        return hold.sites.has(root) && rest.length ? rest.join(' · ') : [site(root), ...rest].join(' · ');
      },
      person(account) {
        const signer = readSigner(account);
        if (signer)
          return [home(signer.unit), signer.role && said(roleWords, signer.role)].filter(Boolean).join(' · ');
        return hold.people.get(account) ?? account.replace(/ \(无账号\)$/, noAccount);
      },
      home,
    };
  }, [hold, nameOf, said, lang, stock, wholeRegion, noAccount, states]);
}
