/** Lots that came with the goods and that nobody had before: named here, filled in by what the label said, the rest by hand. */
import { useState } from 'react';
import { newLotsWords } from '../../shared/words/new-lots.ts';
import { newLotsOf } from '../hands/new-lots.ts';
import { addDeeds, sayOf } from '../keep/drafts.ts';
import { useKept } from '../keep/use-kept.ts';
import { differing, isOdd, lacksLot, namedBy, nameLot, unsaid } from '../rules/new-lots.ts';
import { inHand, lotInHand } from '../rules/tally.ts';
import { Field, leaveField } from './field.tsx';
import type { CountProps } from './lines.tsx';
import { LotsOfOther } from './lots-of-other.tsx';
import { useNames, usePage } from './use-page.tsx';

const facts = ['madeOn', 'expiresOn', 'supplier'] as const;

export function NewLots({ rows, paper, offer, draft, target }: CountProps) {
  const { words } = usePage();
  const own = newLotsWords[words.at];
  const names = useNames();
  const deeds = draft?.deeds ?? [];
  const named = useKept(() => newLotsOf(paper, deeds), JSON.stringify(deeds));
  const row = inHand(rows, target.line);
  const isUnnamed = row !== undefined && row.line.lot === null && row.line.kind !== null;
  if (!isUnnamed && !named?.length) return null;
  return (
    <section className="open new-lots" aria-label={own.title} onKeyDown={leaveField}>
      <LotsOfOther named={namedBy(paper, deeds, () => false)} />
      {isUnnamed && (
        <NameIt
          key={`${row.line.n} ${lotInHand(deeds, row.line.n) ?? ''}`}
          label={own.lotOf(names.kind(row.line.kind))}
          lot={lotInHand(deeds, row.line.n) ?? ''}
          isWanted={lacksLot(paper, deeds).includes(row.line.n)}
          name={(lot) => {
            void addDeeds(paper, offer, (now, manner) =>
              manner ? [nameLot(now, row.line.n, lot, manner.as, manner.reason)] : [],
            );
            target.set(row.line.n);
          }}
        />
      )}
      {named && named.length > 0 && (
        <>
          <h2>{own.title}</h2>
          <p className="hint">{own.how}</p>
          <ol className="fresh">
            {named.map(({ lot, kind }) => {
              const said = draft?.lots?.[lot] ?? unsaid;
              const others = differing(said);
              return (
                <li key={lot}>
                  <p className="what">
                    <strong>{names.kind(kind)}</strong> <span className="code">{lot}</span>
                  </p>
                  {facts.map((fact) => (
                    <Field
                      key={fact}
                      label={words[fact]}
                      type={fact === 'supplier' ? 'text' : 'date'}
                      value={said[fact]}
                      set={(value) =>
                        void sayOf(paper, offer, lot, (before) => ({ ...unsaid, ...before, [fact]: value }))
                      }
                    />
                  ))}
                  {others.map((day) => (
                    <p key={day} className="changed" role="alert">
                      {words[day]}: {own.onLabel(said.label?.[day] ?? '')}
                    </p>
                  ))}
                  {isOdd(said) && (
                    <p className="changed" role="alert">
                      {own.odd}
                    </p>
                  )}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}

type NameProps = { label: string; lot: string; isWanted: boolean; name(lot: string): void };

function NameIt({ label, lot, isWanted, name }: NameProps) {
  const own = newLotsWords[usePage().words.at];
  const [text, setText] = useState(lot);
  const said = text.trim();
  return (
    <>
      <Field label={label} value={text} set={setText} />
      <p className={isWanted ? 'changed' : 'hint'}>{isWanted ? own.lacks : own.scanOrWrite}</p>
      {said !== '' && said !== lot && (
        <button type="button" onClick={() => name(said)}>
          {own.name} · {said}
        </button>
      )}
    </>
  );
}
