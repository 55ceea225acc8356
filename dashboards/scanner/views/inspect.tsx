/** Goods to inspect: scanned, as they stand in the book; opened with or without a line. */
import { documentTypes } from '@changping/contracts/document-words';
import { openingWords } from '../../shared/words/opening.ts';
import { goingLine } from '../hands/going-line.ts';
import { openHere } from '../hands/open-here.ts';
import { db, fact, keepFact, newId } from '../keep/keep.ts';
import { useFact } from '../keep/use-kept.ts';
import { bodyOf, type Going, lackOf, nothing, take } from '../rules/going.ts';
import { Field, leaveField } from './field.tsx';
import { GoingLines } from './going-lines.tsx';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useOnce } from './use-once.ts';
import { goInstead, usePage } from './use-page.tsx';

const type = 'inspection';

export function Inspect() {
  const { words, site, me, kinds, line } = usePage();
  const own = openingWords[words.at];
  const kept = useFact('going');
  const keep = (make: (before: Going) => Going) =>
    db.transaction('rw', db.facts, async () => {
      const all = (await fact('going')) ?? {};
      await keepFact('going', { ...all, [type]: make(all[type] ?? nothing) });
    });
  const edit = (news: Partial<Going>) => void keep((before) => ({ ...before, ...news }));
  useTaker(async (found, meant) => {
    if (found.what === 'place') {
      // It lies where was scanned last.
      await keep((all) => ({
        ...all,
        lines: all.lines.map((each, n) =>
          n === all.lines.length - 1 && each.piece === null ? { ...each, place: found.place } : each,
        ),
      }));
      return { isTaken: true, line: null };
    }
    const scanned = goingLine(found, meant, site, kinds);
    if (!scanned) return null;
    const goods = found.what === 'lot' ? { ...scanned, ...worstOf(found.lot.held, site) } : scanned;
    let isTwice = false;
    await keep((before) => {
      const taken = take(before, goods);
      isTwice = taken.isTwice;
      return taken.going;
    });
    return isTwice ? { isTaken: false, why: 'already' } : { isTaken: true, line: null };
  });
  const going = kept?.value?.[type] ?? nothing;
  const open = useOnce(async () => {
    const body = bodyOf(newId(), type, site, going);
    await openHere(body, me.name);
    await keep(() => nothing);
    goInstead('d', body.id);
    await line.hurry();
  });
  if (!kept) return null;
  return (
    <main className="open" onKeyDown={leaveField}>
      <h1>{documentTypes[type][words.at]}</h1>
      <p className="hint">{own.inspectHow}</p>
      <GoingLines going={going} edit={edit} label={own.goods} />
      <ul className="hint">
        {[...new Set(going.lines.map(({ quality }) => quality))].map((quality) => (
          <li key={quality}>
            {own.standing}: {own.quality[quality] ?? quality}
          </li>
        ))}
      </ul>
      <Field label={own.reason} value={going.reason} set={(reason) => edit({ reason })} />
      <MainButton lack={lackOf(type, going)} press={() => void open()}>
        {words.open} · {documentTypes[type][words.at]}
      </MainButton>
    </main>
  );
}

const rank = ['inInspection', 'held', 'damaged', 'usable'];
/** What waits to be looked at first. */
function worstOf(held: readonly { site: string; quality: string; quantity: number }[], site: string) {
  const [first] = held
    .filter((each) => each.site === site)
    .sort((one, other) => rank.indexOf(one.quality) - rank.indexOf(other.quality));
  return first ? { quality: first.quality } : {};
}
