/** Goods put into the hands of one handheld: which, what, for how long. Whoever gives them has approved what is handed out of them. */

import type { CommandBody } from '@changping/contracts/http-commands';
import { isOwn, readOwn } from '@changping/contracts/scan-own';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { slotOf, type Taken } from '../../shared/documents/draft.ts';
import { partsOf } from '../../shared/parts.ts';
import { tell } from '../../shared/tell.ts';
import { useList } from '../../shared/use-list.ts';
import { StockPicker, type Take } from '../documents/stock-picker.tsx';
import { withPieces } from '../documents/with-pieces.ts';
import { mayLease } from '../frame/rooms.ts';
import { Choice } from '../list/choice.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';

const terms = [1, 4, 8, 24, 48, 72];

export function LeasePage() {
  const words = useStoreWords();
  const { lease, states } = words;
  const { roles } = useMe();
  const { filter, go } = useWhere();
  const site = useSite();
  const deed = useDeed();
  const codesId = useId();
  const { items: handhelds } = useList('/api/leases/handhelds', {});
  const [chosen, setChosen] = useState('');
  const [taken, setTaken] = useState<readonly Take[]>([]);
  const [codes, setCodes] = useState('');
  const [hours, setHours] = useState(8);
  if (!mayLease(roles)) return <p className="empty">{words.notYours}</p>;
  const here = handhelds?.filter((each) => each.site === site) ?? [];
  const handheld = here.find(({ id }) => id === chosen) ?? here[0];
  const send = () =>
    deed.run(async () => {
      const rows = await Promise.all(taken.map(withPieces));
      await tell('/api/leases/give', { handheld: handheld?.id ?? '', hours, ...goodsOf(rows, codes) });
      go('leases', {});
    });
  return (
    <form
      className="form open"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className="hint">{lease.giveHow}</p>
      <div className="filters">
        <SiteChoice
          value={site ?? ''}
          choose={(value) => {
            filter({ site: value });
            setTaken([]);
          }}
        />
        <Choice
          label={lease.to}
          value={handheld?.id ?? ''}
          options={here.map(({ id, name }) => ({ value: id, label: name }))}
          choose={setChosen}
        />
        <Choice
          label={lease.term}
          value={String(hours)}
          options={terms.map((each) => ({ value: String(each), label: lease.hours(each) }))}
          choose={(value) => setHours(Number(value))}
        />
      </div>
      {site && handhelds && here.length === 0 && <p className="empty">{lease.noHandheld}</p>}
      {site && handheld && (
        <>
          <StockPicker site={site} taken={taken} set={setTaken} proposed={() => undefined} />
          <div className="field">
            <label htmlFor={codesId}>
              {lease.codes}
              {states.optional}
            </label>
            <Input.TextArea
              id={codesId}
              rows={3}
              placeholder={lease.codesHow}
              value={codes}
              onChange={({ target }) => setCodes(target.value)}
            />
          </div>
          {deed.refusal && <RefusalNote refusal={deed.refusal} />}
          <div className="form-end">
            <Button
              type="primary"
              htmlType="submit"
              loading={deed.isBusy}
              disabled={!taken.some(({ take }) => take > 0) && partsOf(codes).length === 0}
            >
              {lease.lendNow}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Pieces by name, whatever lies loose as so much of its lot. */
function goodsOf(
  rows: readonly Taken[],
  codes: string,
): Pick<CommandBody<'/api/leases/give'>, 'pieces' | 'lots'> {
  const found = rows.flatMap(({ stock, take, pieces }) =>
    pieces
      .filter(({ place, quality }) => place === stock.place && quality === stock.quality)
      .slice(0, take)
      .map(({ piece }) => piece),
  );
  return {
    pieces: [...new Set([...found, ...partsOf(codes).map(pieceIn)])],
    lots: rows
      .filter(({ stock }) => stock.pieces === 0)
      .map(({ stock, take }) => ({ lot: stock.lot, from: slotOf(stock), quantity: take })),
  };
}

/** A label that was scanned says what it is the name of. */
function pieceIn(text: string): string {
  const own = isOwn(text) ? readOwn(text) : undefined;
  return own?.type === 'own' ? own.id : text;
}
