/** The lines of a document: what was wanted and what became of it side by side, and where that is not the same. */
import { outcomes } from '@changping/contracts/document-words';
import type { Document, Line, Slot } from '@changping/contracts/documents';
import { foundTold } from '../../shared/documents/found.ts';
import { whole } from '../../shared/figure.ts';
import { type Column, Table } from '../list/table.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { differencesOf, isDifference, outcomesOf } from './differs.ts';

export function LinesTable({ document }: { document: Document }) {
  const words = useStoreWords();
  const names = useNames();
  const { lines, steps } = document;
  const reasons = steps.flatMap(({ portions }) => portions).filter(({ reason }) => reason);
  const columns: Column<Line>[] = [
    { name: 'n', title: words.documents.line, text: ({ n, of }) => (of ? `${n} (${of})` : `${n}`) },
    {
      name: 'goods',
      title: words.documents.goods,
      text: (line) => [goodsOf(line, words, names), ...heldOf(line, words)].join(' · '),
      cell: (line) => (
        <>
          {line.kind !== null
            ? names.kind(line.kind)
            : (foundOf(line, words, names)?.title ?? itemOf(line, names))}
          {foundOf(line, words, names)?.codes.map((code) => (
            <small key={code} className="code">
              {code}
            </small>
          ))}
          {line.found &&
            'places' in line.found &&
            foundOf(line, words, names)?.said.map((text) => <small key={text}>{text}</small>)}
          {line.lot && <small className="code">{line.lot}</small>}
          {line.piece && <small className="code">{line.piece}</small>}
          {heldOf(line, words).map((text) => (
            <small key={text}>{text}</small>
          ))}
        </>
      ),
    },
    {
      name: 'way',
      title: words.documents.way,
      text: ({ from, to, found }) =>
        found && 'as' in found
          ? `${names.place(found.from)} → ${names.place(found.to)}`
          : wayOf(from, to, words, names),
    },
    {
      name: 'wanted',
      title: words.documents.wanted,
      isNumber: true,
      text: ({ wanted, kind }) => `${whole(wanted)} ${names.unit(kind, wanted)}`.trim(),
    },
    ...outcomesOf(lines)
      .filter((name) => name !== 'split')
      .map(
        (name): Column<Line> => ({
          name,
          title: words.said(outcomes, name),
          isNumber: true,
          text: ({ done }) => (done[name] === undefined ? '' : whole(done[name])),
          cell: ({ done }) =>
            done[name] === undefined ? (
              words.states.none
            ) : isDifference(name) ? (
              <b className="mark mark-watch">
                <span aria-hidden="true">◆</span> {whole(done[name])}
              </b>
            ) : (
              whole(done[name])
            ),
        }),
      ),
    {
      name: 'differs',
      title: words.documents.differs,
      text: (line) =>
        differencesOf(line)
          .map(([name, n]) => `${words.said(outcomes, name)} ${n}`)
          .join(words.comma) || (isUnsaid(line) ? words.states.none : words.documents.noDifference),
    },
  ];
  const isUntouched = lines.every(({ done, found }) => !found && Object.keys(done).length === 0);
  return (
    <section aria-label={words.documents.lines}>
      <h3>{words.documents.lines}</h3>
      <Table
        label={words.documents.lines}
        columns={isUntouched ? columns.filter(({ name }) => name !== 'differs') : columns}
        rows={lines}
        keyOf={({ n }) => n}
      />
      {reasons.length > 0 && (
        <ul className="reasons" aria-label={words.documents.reasons}>
          {reasons.map(({ line, as, quantity, reason }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: history is only added to
            <li key={n}>
              {words.step.ofLine(line)} · {words.said(outcomes, as)} {whole(quantity)}
              {words.colon}
              {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function goodsOf(line: Line, words: Speech, names: Names): string {
  const { kind, lot, piece } = line;
  if (kind !== null)
    return [words.documents.goodsOf(names.kind(kind), lot), ...(piece ? [piece] : [])].join(' · ');
  const found = foundOf(line, words, names);
  return found ? [found.title, ...found.codes, ...found.said].join(' · ') : itemOf(line, names);
}

/** Nobody has looked at it yet; or it is a count whose differences stand below it. */
const isUnsaid = ({ kind, found, done }: Line): boolean =>
  found && 'places' in found ? !found.isAlike : kind === null && Object.keys(done).length === 0;

const foundOf = ({ item, found }: Line, { lang }: Speech, names: Names) =>
  found ? foundTold(item ?? '', found, names, lang === 'en' ? 1 : 0) : undefined;

/** A place that is handed over is an item too. */
const itemOf = ({ item }: Line, names: Names): string =>
  item && names.stores.has(item.split('/')[0] ?? '') ? names.place(item) : (item ?? '');

const heldOf = ({ minimumDays, passedOver, outOfTurn }: Line, { firstOut }: Speech): string[] => [
  ...(minimumDays === undefined ? [] : [firstOut.keeps(minimumDays)]),
  ...(passedOver ? [firstOut.passedOver(minimumDays ?? 0, passedOver)] : []),
  ...(outOfTurn ? [firstOut.wasOutOfTurn(outOfTurn)] : []),
];

function wayOf(from: Slot | null, to: Slot | null, { stock, states }: Speech, names: Names): string {
  if (!from || !to) return states.none;
  const told = ({ place, quality, grade }: Slot) =>
    [
      names.place(place),
      ...(quality === 'usable' ? [] : [stock.qualityOf[quality]]),
      ...(grade === 'reserve' ? [] : [stock.gradeOf[grade]]),
    ].join(' · ');
  return `${told(from)} → ${told(to)}`;
}
