/** Which store: of those in scope; for whoever has a whole region also all of them. */
import { isOutsider } from '@changping/contracts/roles';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Choice } from './choice.tsx';

/** The store a list is asked for: the one in the URL, else the own one; undefined for all of a region. */
export function useSite(): string | undefined {
  const { asked } = useWhere();
  const { unit } = useMe();
  const { region } = useNames();
  return asked.site ?? (unit === region?.region ? undefined : unit);
}

type SiteProps = { value: string; choose(site: string): void };

export function SiteChoice({ value, choose }: SiteProps) {
  const words = useStoreWords();
  const { sites, region, site } = useNames();
  const { unit, roles } = useMe();
  // There is but their own.
  if (roles.some(isOutsider)) return null;
  const options = [...sites.keys()].map((id) => ({ value: id, label: `${site(id)} ${id}` }));
  return (
    <Choice
      label={words.site}
      value={value}
      options={options}
      choose={choose}
      {...(unit === region?.region ? { all: words.wholeRegion } : {})}
    />
  );
}

/** Which store, where all in view are shown as long as none is chosen. */
export function SiteFilter({ value, choose }: SiteProps) {
  const words = useStoreWords();
  const { sites, site } = useNames();
  const options = [...sites.keys()].map((id) => ({ value: id, label: `${site(id)} ${id}` }));
  return <Choice label={words.site} value={value} all={words.states.all} options={options} choose={choose} />;
}
