/** Orders a document's printed form and goes to where it is fetched. */
import { Button } from 'antd';
import { tell } from '../../shared/tell.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';

export function PrintButton({ document }: { document: string }) {
  const { reports: words, lang } = useStoreWords();
  const { go } = useWhere();
  const deed = useDeed();
  const send = async () => {
    const order = { id: newId(), report: 'document', format: 'pdf', document } as const;
    const done = await deed.run(() =>
      tell('/api/jobs/start', { ...order, lang: lang === 'en' ? 'en' : 'zh' }),
    );
    if (done) go('reports', {});
  };
  return (
    <>
      <Button loading={deed.isBusy} onClick={() => void send()}>
        {words.print}
      </Button>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
    </>
  );
}
