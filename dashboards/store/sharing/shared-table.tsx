/** What a neighbour is shown: kinds and what could be given of each, as of when and by which store. */
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import type { Asked } from '../../shared/use-answer.ts';
import { List } from '../list/list.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';

type Shared = Answer<'/api/shared'>;
type SharedProps = {
  asked: Asked<Shared>;
  label: string;
  none: string;
  /** Whoever looks may ask for it. */
  mayAsk?: boolean;
};

export function SharedTable({ asked: { answer, refusal, again }, label, none, mayAsk = false }: SharedProps) {
  const words = useStoreWords();
  const names = useNames();
  const { sharing } = words;
  return (
    <>
      {answer?.site && (
        <p className="as-of">
          {sharing.from(names.site(answer.site))} · <b>{sharing.asOf(dateTime(answer.at))}</b>
        </p>
      )}
      <List
        label={label}
        list={{ items: answer?.items, refusal, again, more: undefined, isPaging: false }}
        keyOf={({ kind }) => kind}
        none={none}
        columns={[
          { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
          {
            name: 'usable',
            title: sharing.usable,
            isNumber: true,
            text: ({ kind, usable }) => `${whole(usable)} ${names.unit(kind, usable)}`,
          },
          ...(mayAsk
            ? [
                {
                  name: 'ask',
                  title: sharing.pages.ask,
                  isAction: true,
                  text: () => '',
                  cell: ({ kind }: Shared['items'][number]) => (
                    <Go to="ask" asked={{ kind }} aria-label={`${sharing.askFor} ${names.kind(kind)}`}>
                      {sharing.askFor}
                    </Go>
                  ),
                },
              ]
            : []),
        ]}
      >
        {mayAsk && !!answer?.items.length && (
          <Go to="ask" className="button-main">
            {sharing.pages.ask}
          </Go>
        )}
      </List>
    </>
  );
}
