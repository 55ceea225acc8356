/** What shall leave, pieces of a lot at a place together. */
import { lotKey } from '../../shared/documents/turn.ts';
import { type Going, groupsOf, othersOf, without } from '../rules/going.ts';
import { Field } from './field.tsx';
import { useInView } from './use-in-view.ts';
import { useNames, usePage } from './use-page.tsx';

type LinesProps = { going: Going; edit(news: Partial<Going>): void; label?: string };

export function GoingLines({ going, edit, label }: LinesProps) {
  const { words } = usePage();
  const names = useNames();
  const { lines } = going;
  const others = othersOf(going);
  const groups = groupsOf(lines);
  const list = useInView(groups);
  return (
    <section aria-label={label ?? words.going.goods}>
      <h2>{label ?? words.going.goods}</h2>
      {lines.length === 0 && <p className="empty">{words.going.none}</p>}
      <ol className="fresh" ref={list}>
        {groups.map(({ key, first, pieces, quantity }) => (
          <li key={key}>
            <p className="what">
              <strong>{names.kind(first.kind)}</strong> <span className="code">{first.lot}</span>
              <small>
                {names.place(first.place)}
                {pieces > 0 &&
                  ` · ${words.going.pieces(pieces)} · ${quantity} ${names.unit(first.kind, quantity)}`}
              </small>
            </p>
            {first.piece === null && (
              <Field
                label={words.going.quantity(names.unit(first.kind, 2))}
                value={String(first.quantity || '')}
                isNumber
                set={(text) => {
                  const line = { ...first, quantity: Number(text.replaceAll(/\D/g, '').slice(0, 9)) };
                  edit({ lines: lines.map((each) => (each === first ? line : each)) });
                }}
              />
            )}
            {others.has(lotKey(first)) && (
              <Field
                label={words.outOfTurn.whyThis}
                value={going.whys?.[lotKey(first)] ?? ''}
                set={(why) => edit({ whys: { ...going.whys, [lotKey(first)]: why } })}
              />
            )}
            <button type="button" onClick={() => edit({ lines: without(lines, key) })}>
              {words.takeAway}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
