/** What a bar code of the trade says of the goods, beside what the book says: by name of both where they differ. */
import { soldWords } from '../../shared/words/sold.ts';
import type { Sold } from '../hands/find.ts';
import { useNames, usePage } from './use-page.tsx';

/** `kind`: as the book has the goods; null: it does not know them. */
export function SoldNote({ sold: { gtin, kind: sold }, kind }: { sold: Sold; kind: string | null }) {
  const own = soldWords[usePage().words.at];
  const names = useNames();
  if (sold !== null && kind === null) return <p>{own.of(names.kind(sold))}</p>;
  return (
    <p className="changed" role="alert">
      {sold === null || kind === null ? own.nobodys(gtin) : own.other(names.kind(sold), names.kind(kind))}
    </p>
  );
}
