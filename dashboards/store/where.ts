/** Where in the console one is, as the URL says it: a page and what it is filtered by. What a page does not know is dropped. */
import type { Lang } from '../shared/words/use-words.tsx';

export const filters = {
  approvals: ['sort'],
  owed: ['sort'],
  shared: [],
  ask: ['kind'],
  sharing: ['sort'],
  documents: ['site', 'type', 'state', 'policy', 'text', 'sort'],
  document: ['id'],
  counts: ['site', 'sort', 'sort2'],
  count: ['id'],
  countPolicies: ['version', 'sort'],
  countDraft: ['version'],
  open: ['type', 'site', 'kind', 'order'],
  stock: ['site', 'kind', 'class', 'where', 'sort'],
  kind: ['kind'],
  classes: ['under', 'sort'],
  catalogue: ['version', 'with', 'sort', 'sort2'],
  catalogueDraft: ['kind'],
  pieces: ['site', 'kind', 'lot', 'text', 'sort'],
  piece: ['epc'],
  leases: ['site', 'text', 'sort'],
  kits: ['site', 'text', 'sort'],
  kit: ['id'],
  lease: ['site', 'kind'],
  people: ['text', 'role', 'sort', 'sort2'],
  policies: ['version', 'sort', 'sort2'],
  draft: ['version'],
  reviews: ['site', 'text', 'sort'],
  handhelds: ['site', 'text', 'sort', 'sort2'],
  hooks: ['text', 'sort'],
  audit: ['account', 'object', 'action', 'result', 'since', 'until', 'sort'],
  reports: ['site'],
  labels: ['site', 'what', 'kind', 'text'],
  imports: ['site', 'kind', 'sort'],
  import: ['id'],
  imported: ['id'],
  own: ['sort'],
} as const;
export type Page = keyof typeof filters;
export type Asked = Readonly<Record<string, string>>;
/** `page` null: whatever comes first for this person. */
export type Where = { page: Page | null; asked: Asked; lang: Lang };

const longest = 80;

export function readWhere(search: string, remembered: string | null): Where {
  const given = new URLSearchParams(search);
  const name = given.get('page') ?? '';
  const page = Object.hasOwn(filters, name) ? (name as Page) : null;
  const asked: Record<string, string> = {};
  for (const filter of page ? filters[page] : []) {
    const value = given.get(filter)?.trim().slice(0, longest);
    if (value) asked[filter] = value;
  }
  const lang = given.get('lang') ?? remembered;
  return { page, asked, lang: lang === 'en' ? 'en' : 'zh-CN' };
}

export function writeWhere({ page, asked, lang }: Where): string {
  const written = new URLSearchParams();
  if (page) written.set('page', page);
  for (const filter of page ? filters[page] : []) if (asked[filter]) written.set(filter, asked[filter]);
  if (lang === 'en') written.set('lang', lang);
  return `?${written}`;
}
