/** Open a document: its type first, then exactly what that type wants. */
import {
  type ResponseLevel,
  responseLevels,
  type Urgency,
  urgencies,
  urgencyWords,
} from '@changping/contracts/approval-words';
import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { dayEnd } from '../../shared/day-end.ts';
import { type Bought, boughtOf, oneBought, openBody, shapes } from '../../shared/documents/draft.ts';
import { typesOf } from '../../shared/documents/opens.ts';
import { lotKey, outOfTurn } from '../../shared/documents/turn.ts';
import { tell } from '../../shared/tell.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';
import { BoughtRows } from './bought-rows.tsx';
import { keepPhoto, type Photo } from './keep-photo.ts';
import { firstEnds, OpenEnds } from './open-ends.tsx';
import { PhotosField } from './photos-field.tsx';
import { StockPicker, type Take } from './stock-picker.tsx';
import { Whys } from './whys.tsx';
import { withPieces } from './with-pieces.ts';

/** Of an order that comes in, its form begins with what has not come yet. */
export function OpenPage() {
  const words = useStoreWords();
  const { asked } = useWhere();
  const path = `/api/documents/${encodeURIComponent(asked.order ?? '')}`;
  const isAsked = asked.order !== undefined;
  const { answer, refusal, again } = useAnswer('/api/documents/{id}', {}, { path, isAsked });
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  if (isAsked && !answer) return <p className="empty">{words.states.loading}</p>;
  return <OpenForm key={asked.order ?? ''} {...(answer ? { order: answer } : {})} />;
}

function OpenForm({ order }: { order?: Answer<'/api/documents/{id}'> }) {
  const words = useStoreWords();
  const { roles } = useMe();
  const { asked, filter, go } = useWhere();
  const site = useSite();
  const deed = useDeed();
  const itemsId = useId();
  // The same document however often it is sent: its id is made once.
  const id = useRef(newId());
  const [ends, setEnds] = useState(() => firstEnds(shapes[asked.type as DocumentType]));
  const [taken, setTaken] = useState<readonly Take[]>([]);
  const [proposed, setProposed] = useState<readonly Take[]>([]);
  const [bought, setBought] = useState<readonly Bought[]>(order ? boughtOf(order) : [oneBought]);
  const [items, setItems] = useState('');
  const [whys, setWhys] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [ref, setRef] = useState(order?.document.number ?? '');
  const [returnOn, setReturnOn] = useState('');
  const [phone, setPhone] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [urgency, setUrgency] = useState<Urgency>('routine');
  const [level, setLevel] = useState('');
  const types = typesOf(roles);
  if (types.length === 0) return <p className="empty">{words.open.notYours}</p>;
  const type = types.find((each) => each === asked.type);
  const shape = type && shapes[type];
  const over = outOfTurn(taken.map(amountOf), proposed.map(amountOf));
  const lack =
    shape?.there !== undefined && ends.there === ''
      ? words.open.lacksEnd
      : shape?.goods === 'stock' && !taken.some(({ take }) => take > 0)
        ? words.open.lacksGoods
        : shape?.goods === 'supplier' && bought.some(({ kind }) => kind === '')
          ? words.open.lacksKind
          : undefined;
  // Which lots they are the server says; a reason may be given for any.
  const isRefused = deed.refusal?.code === 'outOfTurn';

  const send = () =>
    deed.run(async () => {
      const wish = { id: id.current, type: type as DocumentType, site: site ?? '' };
      const rows = await Promise.all(taken.map(withPieces));
      const held = rows.map((row) => ({ ...row, outOfTurn: whys[lotKey(row.stock)] }));
      const said = { reason, ref, phone, photos: photos.map(({ hash }) => hash) };
      const body = openBody({ ...wish, ...ends, taken: held, bought, items, ...said });
      if (urgency !== 'routine') body.urgency = urgency;
      if (shape?.comesBack && returnOn) body.returnBy = dayEnd(returnOn);
      if (level) body.level = level as ResponseLevel;
      const { document } = await tell('/api/documents/open', body);
      // Its page says which of them have not come.
      for (const photo of photos) await keepPhoto(document.id, photo);
      id.current = newId();
      go('document', { id: document.id });
    });
  const choose = (value: string) => {
    filter({ type: value });
    setTaken([]);
    setEnds(firstEnds(shapes[value as DocumentType]));
  };
  return (
    <form
      className="form open"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="filters">
        <Choice
          label={words.open.type}
          value={type ?? ''}
          all={words.open.choose}
          options={types.map((name) => ({ value: name, label: words.said(documentTypes, name) }))}
          choose={choose}
        />
        <SiteChoice
          value={site ?? ''}
          choose={(value) => {
            filter({ site: value });
            setTaken([]);
          }}
        />
        {shape && <OpenEnds shape={shape} site={site ?? ''} ends={ends} set={setEnds} />}
      </div>
      {shape && site && (
        <>
          {shape.goods === 'stock' && (
            <StockPicker site={site} taken={taken} set={setTaken} proposed={setProposed} />
          )}
          {shape.isBroughtBack && <p className="hint">{words.open.back}</p>}
          {shape.goods === 'supplier' && (
            <BoughtRows
              rows={bought}
              set={setBought}
              isWithoutLots={shape.isWithoutLots ?? false}
              first={oneBought}
            />
          )}
          {shape.goods === 'items' && (
            <div className="field">
              <label htmlFor={itemsId}>
                {type === 'handOver' ? words.open.handedOver : words.open.items}
              </label>
              <Input.TextArea
                id={itemsId}
                rows={6}
                required
                value={items}
                onChange={({ target }) => setItems(target.value)}
              />
              {type === 'handOver' && (
                <small className="hint">{words.open.handedPlaces(`${site}/ordinary`)}</small>
              )}
            </div>
          )}
          <Whys
            rows={lotsOf(taken).filter((row) => isRefused || over.has(lotKey(row)))}
            isWanted={!isRefused}
            whys={whys}
            set={(key, why) => setWhys((before) => ({ ...before, [key]: why }))}
          />
          <Entry label={`${words.open.why}${words.states.optional}`} value={reason} set={setReason} />
          <div className="filters">
            {shape.comesBack && (
              <Entry
                label={`${words.documents.returnOn}${words.states.optional}`}
                type="date"
                value={returnOn}
                set={setReturnOn}
              />
            )}
            <Choice
              label={words.approving.urgency}
              value={urgency}
              options={urgencies.map((value) => ({ value, label: words.said(urgencyWords, value) }))}
              choose={(value) => setUrgency(value as Urgency)}
            />
            <Choice
              label={words.approving.level}
              value={level}
              all={words.approving.noLevel}
              options={responseLevels.map((value) => ({ value, label: value }))}
              choose={setLevel}
            />
          </div>
          {shape.onOrder ? (
            <fieldset>
              <legend>{words.open.order}</legend>
              <p className="hint">{words.approving.basisHint}</p>
              <div className="filters">
                <Entry label={words.approving.phone} value={phone} set={setPhone} />
                <Entry label={words.open.ref} value={ref} set={setRef} />
              </div>
              <PhotosField photos={photos} set={setPhotos} />
            </fieldset>
          ) : (
            <Entry label={`${words.open.ref}${words.states.optional}`} value={ref} set={setRef} />
          )}
          {deed.refusal && <RefusalNote refusal={deed.refusal} />}
          {lack && <p className="hint">{lack}</p>}
          <div className="form-end">
            <Button type="primary" htmlType="submit" loading={deed.isBusy} disabled={lack !== undefined}>
              {words.open.send}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** In base units, whether its row is counted in pieces or loose. */
const amountOf = ({ stock: { kind, lot, pieces, quantity }, take }: Take) => ({
  ...{ kind, lot },
  quantity: pieces ? (take * quantity) / pieces : take,
});

const lotsOf = (taken: readonly Take[]) => [
  ...new Map(taken.map(({ stock }) => [lotKey(stock), stock] as const)).values(),
];
