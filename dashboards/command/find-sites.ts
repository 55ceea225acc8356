/** Sites that match what was typed: in a name of either language, or in the id; those that begin so come first. */
import type { Site } from '@changping/contracts/live';
import { tiers } from './view.ts';

export function findSites<S extends Site>(sites: readonly S[], text: string): S[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  return sites
    .filter((site) => words.every((word) => wordsOf(site).some((name) => name.includes(word))))
    .sort((a, b) => order(a, first) - order(b, first));
}

const wordsOf = ({ id, name, nameEn }: Site) => [id.toLowerCase(), name.toLowerCase(), nameEn.toLowerCase()];
const order = (site: Site, first: string) =>
  (first && wordsOf(site).some((name) => name.startsWith(first)) ? 0 : 10) + tiers.indexOf(site.tier);
