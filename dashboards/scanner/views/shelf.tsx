/** Work on one piece at the shelf: another tag, a case opened, loose goods closed into a case. It waits for the line like everything else. */
import { decodeEpc } from '@changping/contracts/epc';
import { agrees } from '@changping/contracts/gs1-agrees';
import type { Ais } from '@changping/contracts/gs1-table';
import { type ReactNode, useState } from 'react';
import { db, newId, queueUp } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { type Lack, lackIf } from '../rules/lack.ts';
import type { PieceWork } from '../rules/queue.ts';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useOnce } from './use-once.ts';
import { go, useNames, usePage } from './use-page.tsx';

/** Puts it into the queue; what waits for the same piece goes before it. */
function useQueue() {
  const { me, line } = usePage();
  return async (work: PieceWork) => {
    const { key, piece } = work.body;
    const about = { key, by: me.name, document: `piece:${piece}`, number: piece };
    await queueUp({ ...work, ...about, baseVersion: null, at: Date.now() });
    go('');
    await line.hurry();
  };
}

export function Tag({ piece }: { piece: string }) {
  const { words } = usePage();
  const { shelf } = words;
  const queue = useQueue();
  const kept = useKept(() => db.pieces.where('piece').equals(piece).toArray(), piece);
  const [epc, setEpc] = useState('');
  const [reason, setReason] = useState('');
  const [other, setOther] = useState<string>();
  const [label, setLabel] = useState<Ais>();
  /** Of which tag somebody has said that it belongs here all the same. */
  const [sure, setSure] = useState('');
  useTaker(async (found, meant) => {
    const owner = found.what === 'piece' ? found.piece.piece : null;
    if (meant.label && (owner === null || owner === piece)) {
      setLabel(meant.label);
      return { isTaken: true, line: null };
    }
    const read = meant.keys.find(({ by }) => by === 'epc');
    if (!read) return null;
    setOther(owner !== null && owner !== piece ? owner : undefined);
    if (owner !== null) return { isTaken: false, why: 'already' };
    setEpc(read.value);
    return { isTaken: true, line: null };
  });
  if (!kept) return null;
  const has = kept.map(({ epc: own }) => own);
  const isOdd = label !== undefined && agrees(decodeEpc(epc), label) === 'different';
  return (
    <Form
      title={has.length ? shelf.bindOther : shelf.bind}
      piece={piece}
      lack={
        lackIf(epc === '', 'tag') ??
        lackIf(isOdd && sure !== epc, 'look') ??
        lackIf((has.length > 0 || isOdd) && reason === '', 'reason')
      }
      submit={() =>
        queue({
          command: '/api/pieces/bind',
          body: { key: newId(), piece, epc, ...(reason ? { reason } : {}) },
        })
      }
    >
      <p className="hint">{shelf.scanTag}</p>
      {other && (
        <p className="changed" role="alert">
          {shelf.tagOfOther(other)}
        </p>
      )}
      <Text label={shelf.newTag} value={epc} set={(text) => setEpc(text.toUpperCase().replace(/\s/g, ''))} />
      {isOdd && (
        <>
          <p className="changed" role="alert">
            {shelf.labelDiffers}
          </p>
          <button type="button" aria-pressed={sure === epc} onClick={() => setSure(epc)}>
            {shelf.bindAnyway}
          </button>
        </>
      )}
      {has.length > 0 && (
        <p>
          {shelf.oldTag} <span className="code">{has.join(' ')}</span>
        </p>
      )}
      {(has.length > 0 || isOdd) && <Reason offered={shelf.tagReasons} value={reason} set={setReason} />}
    </Form>
  );
}

export function OpenCase({ piece }: { piece: string }) {
  const { words } = usePage();
  const names = useNames();
  const queue = useQueue();
  const kept = useKept(
    () =>
      db.pieces
        .where('piece')
        .equals(piece)
        .first()
        .then((one) => ({ one })),
    piece,
  );
  const [reason, setReason] = useState('');
  if (!kept) return null;
  const { one } = kept;
  if (!one) return <p className="empty">{words.shelf.notHere}</p>;
  return (
    <Form
      title={words.shelf.open}
      piece={piece}
      lack={lackIf(reason === '', 'reason')}
      submit={() => queue({ command: '/api/pieces/open', body: { key: newId(), piece, reason } })}
    >
      <p>
        {names.kind(one.kind)} · {names.place(one.place)}
      </p>
      <p className="hint">{words.shelf.openHow(`${one.quantity} ${names.unit(one.kind, one.quantity)}`)}</p>
      <Reason offered={words.shelf.openReasons} value={reason} set={setReason} />
    </Form>
  );
}

export function CloseCase({ lot }: { lot: string }) {
  const { words, site, kinds } = usePage();
  const { shelf } = words;
  const names = useNames();
  const queue = useQueue();
  const kept = useKept(() => db.lots.get(lot).then((one) => ({ one })), lot);
  const [piece, setPiece] = useState(() => `P-${newId().slice(-12).toUpperCase()}`);
  const [epc, setEpc] = useState('');
  const [place, setPlace] = useState<string>();
  const [quantity, setQuantity] = useState<string>();
  useTaker(async (found, meant) => {
    if (found.what === 'place') {
      setPlace(found.place);
      return { isTaken: true, line: null };
    }
    const read = meant.keys.find(({ by }) => by === 'epc' || by === 'piece');
    if (!read) return null;
    if (found.what === 'piece') return { isTaken: false, why: 'already' };
    (read.by === 'epc' ? setEpc : setPiece)(read.value);
    return { isTaken: true, line: null };
  });
  if (!kept) return null;
  const kind = kinds.find(({ id }) => id === kept.one?.kind);
  const spot = place ?? `${site}/${kind?.zone ?? 'ordinary'}`;
  const units = Number(quantity ?? kind?.packUnits ?? 0);
  const from = { place: spot, quality: 'usable', grade: 'reserve', owner: site } as const;
  return (
    <Form
      title={shelf.close}
      piece={piece}
      lack={
        lackIf(!Number.isSafeInteger(units) || units < 1, 'quantity') ??
        lackIf(!spot.includes('/'), 'place') ??
        lackIf(piece === '', 'piece')
      }
      submit={() =>
        queue({
          command: '/api/pieces/close',
          body: { key: newId(), piece, lot, quantity: units, from, ...(epc ? { epc } : {}) },
        })
      }
    >
      <p>
        {names.kind(kind?.id ?? null)} · <span className="code">{lot}</span>
      </p>
      <p className="hint">{shelf.closeHow}</p>
      <Text
        label={words.quantity}
        value={quantity ?? String(kind?.packUnits ?? '')}
        set={setQuantity}
        isNumber
      />
      <Text label={words.place} value={spot} set={setPlace} />
      {spot.includes('/') && <p className="hint">{names.place(spot)}</p>}
      <Text label={shelf.pieceId} value={piece} set={setPiece} />
      <Text
        label={shelf.tagOptional}
        value={epc}
        set={(text) => setEpc(text.toUpperCase().replace(/\s/g, ''))}
      />
    </Form>
  );
}

type FormProps = {
  title: string;
  piece: string;
  lack: Lack | null;
  submit(): Promise<void>;
  children: ReactNode;
};
function Form({ title, piece, lack, submit, children }: FormProps) {
  const once = useOnce(submit);
  return (
    <main className="open">
      <h1>
        {title} <small className="code">{piece}</small>
      </h1>
      <form
        className="sign"
        onSubmit={(event) => {
          event.preventDefault();
          if (!lack) void once();
        }}
      >
        {children}
        <MainButton lack={lack}>{title}</MainButton>
      </form>
    </main>
  );
}

type TextProps = { label: string; value: string; set(text: string): void; isNumber?: boolean };
const Text = ({ label, value, set, isNumber = false }: TextProps) => (
  <label>
    <span>{label}</span>
    <input
      value={value}
      inputMode={isNumber ? 'numeric' : 'text'}
      maxLength={124}
      autoComplete="off"
      onChange={({ currentTarget }) => set(currentTarget.value.trim())}
      // The Enter of a scanner that types into the field ends the field, not the form.
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  </label>
);

type ReasonProps = { offered: readonly string[]; value: string; set(text: string): void };
function Reason({ offered, value, set }: ReasonProps) {
  const { words } = usePage();
  return (
    <>
      <p className="chips">
        {offered.map((reason) => (
          <button key={reason} type="button" aria-pressed={value === reason} onClick={() => set(reason)}>
            {reason}
          </button>
        ))}
      </p>
      <label>
        <span>{words.shelf.reason}</span>
        <input value={value} maxLength={200} onChange={({ currentTarget }) => set(currentTarget.value)} />
      </label>
    </>
  );
}
