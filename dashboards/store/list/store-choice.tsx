/** One of the region's stores, found by its name or its id; also of those of which nothing else is told here. */
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Choice } from './choice.tsx';

type StoreProps = {
  label: string;
  value: string;
  choose(store: string): void;
  /** `store`: the service's own. Undefined: all, and the region itself where `isWhole`. */
  of?: 'store' | 'partner' | 'external';
  except?: string;
  isWhole?: boolean;
  /** What stands for none of them. */
  none?: string;
};

export function StoreChoice({ label, value, choose, of, except, isWhole, none }: StoreProps) {
  const { states, wholeRegion } = useStoreWords();
  const { stores, region, site } = useNames();
  const options = [...stores.values()]
    .filter(({ tier }) => !of || of === (tier === 'partner' || tier === 'external' ? tier : 'store'))
    .filter(({ id }) => id !== except)
    .map(({ id }) => ({ value: id as string, label: `${site(id)} ${id}` }));
  const whole = isWhole && region ? [{ value: region.region, label: wholeRegion }] : [];
  return (
    <Choice {...{ label, value, choose }} all={none ?? states.choose} options={[...whole, ...options]} />
  );
}
