/** The catalogue itself in words: what it is called, what is said of it, its categories, and by which step each tier tells near expiry. */
import { type Catalogue, tiers } from '@changping/contracts/catalogue';
import type { Tier } from '@changping/contracts/live';
import type { Speech } from '../use-store-words.tsx';

export function headParts(
  { edition, note, nearExpiry, categories }: Catalogue,
  { catalogue, and }: Speech,
  tierOf: (tier: Tier) => string,
): [part: string, text: string][] {
  return [
    [catalogue.edition, edition],
    [catalogue.noteZh, note.zh],
    [catalogue.noteEn, note.en],
    [catalogue.categories, categories.map(({ id, name, nameEn }) => `${name} ${nameEn} (${id})`).join(and)],
    ...tiers.map((tier): [string, string] => [catalogue.step(tierOf(tier)), `${nearExpiry.step[tier]}`]),
    [catalogue.stepZh, nearExpiry.zh],
    [catalogue.stepEn, nearExpiry.en],
  ];
}
