/** Which column of the file is meant for what; the server checks it once more and keeps it for the next file. */
import { type ImportField, importFields, isWanted, namesOf } from '@changping/contracts/import-words';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Choice } from '../list/choice.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { columnLetter } from './column-letter.ts';
import type { Importing } from './import-page.tsx';

type FormProps = { importing: Importing; look(): void };

export function MappingForm({ importing, look }: FormProps) {
  const { imports: words, lang } = useStoreWords();
  const deed = useDeed();
  const { id, kind, heads, mapping, errors } = importing;
  const [meant, setMeant] = useState<Importing['mapping']>(mapping);
  const fields = importFields[kind];
  const nameOf = (field: ImportField) => namesOf(field)[lang === 'en' ? 'en' : 'zh'][0];
  const options = heads.map((head, at) => ({
    value: String(at),
    label: words.column(columnLetter(at), head),
  }));
  const choose = (field: ImportField, value: string) => {
    const { [field]: _, ...rest } = meant;
    setMeant(value === '' ? rest : { ...rest, [field]: Number(value) });
  };
  const isSame = fields.every((field) => meant[field] === mapping[field]);
  const isMissing = fields.some((field) => isWanted(kind, field) && mapping[field] === undefined);
  const send = () =>
    void deed.run(async () => {
      await tell('/api/imports/map', { id, mapping: meant });
      look();
    });
  return (
    <details className="mapping" open={errors > 0 && isMissing}>
      <summary>{words.mapping}</summary>
      <p className="hint">{words.mappingHint}</p>
      <div className="filters">
        {fields.map((field) => (
          <Choice
            key={field}
            label={isWanted(kind, field) ? words.wanted(nameOf(field)) : nameOf(field)}
            value={meant[field] === undefined ? '' : String(meant[field])}
            options={options}
            all={words.notIn}
            choose={(value) => choose(field, value)}
          />
        ))}
      </div>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <p className="buttons">
        <Button disabled={isSame} loading={deed.isBusy} onClick={send}>
          {words.map}
        </Button>
      </p>
    </details>
  );
}
