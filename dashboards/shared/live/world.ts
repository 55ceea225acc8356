/** What a page knows of the region, and how a picture or numbered changes make the next of it. Applying a change twice changes nothing. */
import type {
  Changes,
  CoverageLive,
  FeedItem,
  Kind,
  Picture,
  Returning,
  Site,
  SiteLive,
  Trouble,
} from '@changping/contracts/live';
import type { SiteId } from '@changping/contracts/units';

export type LiveSite = Site & { live: SiteLive };
export type World = {
  stream: string;
  /** The number of the last change that is in. */
  n: number;
  sites: ReadonlyMap<SiteId, LiveSite>;
  kinds: readonly Kind[];
  /** Newest first. */
  feed: readonly FeedItem[];
  trouble: Trouble;
  coverage: CoverageLive | null;
  seesAll: boolean;
};

/** As many as the server's picture carries; older ones are asked for. */
export const feedKept = 200;

export function worldOf({ stream, n, sites, kinds, feed, trouble, coverage, seesAll }: Picture): World {
  return {
    stream,
    n,
    sites: new Map(sites.map((site) => [site.id, site])),
    kinds,
    feed: newestFirst(feed),
    trouble,
    coverage,
    seesAll,
  };
}

/** 'gap': changes between are missing, and only a new connection brings them. */
export function apply(world: World, { from, items }: Changes): World | 'gap' {
  if (from > world.n + 1) return 'gap';
  const fresh = items.slice(world.n + 1 - from);
  if (!fresh.length) return world;
  const sites = new Map(world.sites);
  const told: FeedItem[] = [];
  let { trouble, coverage, kinds } = world;
  for (const change of fresh) {
    if (change.what === 'feed') told.push(change.item);
    else if (change.what === 'trouble') trouble = change.trouble;
    else if (change.what === 'coverage') coverage = change.coverage;
    else if (change.what === 'kinds') kinds = change.kinds;
    else if (change.what === 'site') {
      const before = sites.get(change.site);
      if (before) sites.set(change.site, { ...before, live: change.live });
    }
  }
  return {
    ...world,
    n: world.n + fresh.length,
    sites,
    kinds,
    trouble,
    coverage,
    feed: told.length ? newestFirst([...world.feed, ...told]) : world.feed,
  };
}

export const returningOf = ({ stream, n }: World): Returning => ({ stream, n });

function newestFirst(items: readonly FeedItem[]): FeedItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, feedKept);
}
