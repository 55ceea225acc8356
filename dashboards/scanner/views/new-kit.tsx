/** A kit is put together at the shelf: its name, the pieces that are scanned, and of each kind as much as belongs in it. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { newId, type Piece } from '../keep/keep.ts';
import { changeKit } from '../line/kits.ts';
import { type Failure, failureOf } from '../line/reach.ts';
import type { Lack } from '../rules/lack.ts';
import { Field, leaveField } from './field.tsx';
import { MainButton } from './main-button.tsx';
import { Picked } from './picked.tsx';
import { Refusal } from './refusal.tsx';
import { useTaker } from './target.tsx';
import { goInstead, useNames, usePage } from './use-page.tsx';

export function NewKit() {
  const { words, line, site, kinds } = usePage();
  const { kits: own } = words;
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const names = useNames();
  const [name, setName] = useState('');
  const [pieces, setPieces] = useState<readonly Piece[]>([]);
  /** What was planned by hand. */
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>({});
  const [failure, setFailure] = useState<Failure>();
  const last = useRef({ asked: '', key: newId() });
  useTaker(async (found) => {
    if (found.what !== 'piece') return null;
    const { piece } = found;
    if (pieces.some((each) => each.piece === piece.piece)) return { isTaken: false, why: 'already' };
    setPieces((before) => [...before, piece]);
    return { isTaken: true, line: null };
  });
  const scanned: Record<string, number> = {};
  for (const { kind, quantity } of pieces) scanned[kind] = (scanned[kind] ?? 0) + quantity;
  const plan = [...new Set([...Object.keys(scanned), ...Object.keys(wanted)])].map((kind) => ({
    ...{ kind, quantity: wanted[kind] ?? scanned[kind] ?? 0 },
  }));
  const lack = lackOf(isThere, name, plan);
  async function assemble(): Promise<void> {
    const body = { site, name, plan, pieces: pieces.map(({ piece }) => piece) };
    const asked = JSON.stringify(body);
    if (last.current.asked !== asked) last.current = { asked, key: newId() };
    setFailure(undefined);
    try {
      const { id } = await changeKit('/api/kits/assemble', { key: last.current.key, ...body });
      goInstead('kit', id);
    } catch (error) {
      setFailure(failureOf(error));
    }
  }
  return (
    <main className="open">
      <h1>{own.assemble}</h1>
      <form
        className="leave"
        onKeyDown={leaveField}
        onSubmit={(event) => {
          event.preventDefault();
          if (!lack) void assemble();
        }}
      >
        <p className="hint">{isThere ? own.assembleHere : own.needsLine}</p>
        <Field label={own.name} value={name} set={setName} />
        {failure && <Refusal failure={failure} />}
        <Picked pieces={pieces} set={setPieces} />
        <h2>{own.plan}</h2>
        {plan.map(({ kind, quantity }) => (
          <Field
            key={kind}
            label={`${names.kind(kind)} · ${own.planned}（${names.unit(kind, 2)}）`}
            value={String(quantity || '')}
            isNumber
            set={(text) => setWanted({ ...wanted, [kind]: Number(text.replaceAll(/\D/g, '').slice(0, 5)) })}
          />
        ))}
        <label>
          <span>{own.addKind}</span>
          <select
            value=""
            onChange={({ currentTarget }) => setWanted({ ...wanted, [currentTarget.value]: 1 })}
          >
            <option value="">{words.choose}</option>
            {kinds
              .filter(({ id }) => !plan.some(({ kind }) => kind === id))
              .map(({ id }) => (
                <option key={id} value={id}>
                  {names.kind(id)}
                </option>
              ))}
          </select>
        </label>
        <MainButton lack={lack}>{own.assemble}</MainButton>
      </form>
    </main>
  );
}

function lackOf(isThere: boolean, name: string, plan: readonly { quantity: number }[]): Lack | null {
  if (!isThere) return { what: 'line' };
  if (name.trim() === '') return { what: 'name' };
  if (plan.length === 0) return { what: 'plan' };
  return plan.every(({ quantity }) => quantity > 0) ? null : { what: 'quantity' };
}
