/** What a document that brings goods wants said besides its lines: who brings them back, or on whose word they were bought. */
import { documentTypes } from '@changping/contracts/document-words';
import { openingWords } from '../../shared/words/opening.ts';
import { db, type FreshHead, type FreshLine } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import type { FreshType } from '../rules/fresh.ts';
import { Field } from './field.tsx';
import { Whom } from './going-ends.tsx';
import { go, usePage } from './use-page.tsx';

type HeadProps = {
  type: FreshType;
  head: FreshHead;
  lines: readonly FreshLine[];
  set(news: Partial<FreshHead>): void;
};

export function Head({ type, head, lines, set }: HeadProps) {
  const { words } = usePage();
  const own = openingWords[words.at];
  const field = (name: 'phone' | 'ref' | 'supplier' | 'reason', label: string) => (
    <Field label={label} value={head[name]} set={(text) => set({ [name]: text })} />
  );
  if (type === 'return')
    return (
      <>
        <p>{own.giver}</p>
        <Whom to={head.giver} set={(giver) => set({ giver })} called={own.as} />
        <GivenOut giver={head.giver} lines={lines} />
        {field('reason', own.reason)}
      </>
    );
  if (type !== 'emergencyPurchase') return null;
  return (
    <>
      <p className="hint">{own.onOrder}</p>
      {field('phone', own.phone)}
      {field('ref', own.ref)}
      {field('supplier', words.supplier)}
    </>
  );
}

/** What a hand-out of ours gave out comes back on it. */
function GivenOut({ giver, lines }: Pick<HeadProps, 'lines'> & { giver: string }) {
  const { words } = usePage();
  const papers = useKept(() =>
    db.papers
      .filter(({ paper: { document } }) => document.type === 'handOut' && document.state === 'handedOut')
      .toArray(),
  );
  const lots = new Set(lines.map(({ lot }) => lot));
  const own = papers?.filter(({ paper: { document } }) =>
    document.lines.some(({ to, lot }) => to?.place === giver || (lot !== null && lots.has(lot))),
  );
  if (!own?.length) return null;
  return (
    <div className="changed" role="status">
      <p>{openingWords[words.at].onPaper}</p>
      <p className="new">
        {own.map(({ id, number }) => (
          <button key={id} type="button" onClick={() => go('d', id)}>
            {documentTypes.handOut[words.at]} {number}
          </button>
        ))}
      </p>
    </div>
  );
}
