/** A file is chosen and sent; what becomes of it is shown on a page of its own. */
import { type ImportKind, importFields, namesOf } from '@changping/contracts/import-words';
import { Button } from 'antd';
import { tell } from '../../shared/tell.ts';
import { Choice } from '../list/choice.tsx';
import { csvOf } from '../list/csv.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { saveAs } from '../list/save-as.ts';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';
import { bytesOf } from './file-bytes.ts';
import { FileDrop } from './file-drop.tsx';

/** 10 MB over a slow line; the server gives up sooner. */
const sendingMost = 60_000;

export function NewImport({ kinds }: { kinds: readonly ImportKind[] }) {
  const { imports: words, lang } = useStoreWords();
  const { asked, go, filter } = useWhere();
  const { region } = useNames();
  const own = useSite();
  const deed = useDeed();
  const kind = kinds.find((each) => each === asked.kind) ?? kinds[0];
  if (kind === undefined) return null;
  const isRegions = kind === 'supplyClasses';
  const site = isRegions ? region?.region : own;
  const speech = lang === 'en' ? 'en' : 'zh';
  const take = (file: File) =>
    void deed.run(async () => {
      const bytes = await bytesOf(file);
      const order = { id: newId(), kind, site: site ?? '', name: file.name, bytes };
      const { id } = await tell('/api/imports/upload', order, sendingMost);
      go('import', { id });
    });
  const template = () =>
    saveAs(
      `${words.kindOf[kind]}.csv`,
      csvOf([importFields[kind].map((field) => namesOf(field)[speech][0])]),
    );
  const current = () =>
    void deed.run(async () => {
      const order = { id: newId(), report: 'inventory', format: 'xlsx', lang: speech } as const;
      await tell('/api/jobs/start', { ...order, site: site ?? '' });
      go('reports', { site: site ?? '' });
    });
  return (
    <>
      <div className="filters">
        <Choice
          label={words.kind}
          value={kind}
          options={kinds.map((value) => ({ value, label: words.kindOf[value] }))}
          choose={(value) => filter({ kind: value })}
        />
        {!isRegions && <SiteChoice value={own ?? ''} choose={(value) => filter({ site: value })} />}
        <Button onClick={template}>{words.template}</Button>
        {kind === 'stock' && (
          <Button disabled={!site} onClick={current}>
            {words.current}
          </Button>
        )}
      </div>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      {site ? <FileDrop isBusy={deed.isBusy} take={take} /> : <p className="empty">{words.chooseSite}</p>}
    </>
  );
}
