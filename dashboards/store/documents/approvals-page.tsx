/** Documents that wait for the signature of whoever looks. Of each that stands where a signature is wanted the server is asked what this person may do now. */
import type { DocumentState } from '@changping/contracts/document-words';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { ask, type Refusal, Refused } from '../../shared/ask.ts';
import { List } from '../list/list.tsx';
import { useSite } from '../list/site-choice.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { type Approval, toldMissing } from './approval-now.tsx';
import { type Head, headColumns } from './documents-page.tsx';

const wanting: ReadonlySet<string> = new Set<DocumentState>([
  ...(['asked', 'appraised', 'counted', 'papersIn', 'unsigned'] as const),
]);
const atOnce = 6;
const pageSize = 100;

/** Whose signature it waits for is told beside it. */
type Waiting = Head & { approval: Approval | undefined };
type Found = { items: Waiting[]; looked: number; next: string | null };

export function ApprovalsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { name } = useMe();
  const site = useSite();
  const [found, setFound] = useState<Found>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [isLooking, setLooking] = useState(false);

  const look = useCallback(
    async (before: Found | undefined) => {
      setLooking(true);
      setRefusal(undefined);
      try {
        const after = before?.next ?? undefined;
        const page = await ask('/api/documents', { state: 'open', limit: pageSize, site, after });
        const mine = await theirs(page.items, name);
        setFound({
          items: [...(before?.items ?? []), ...mine],
          looked: (before?.looked ?? 0) + page.items.length,
          next: page.next,
        });
      } catch (error) {
        if (error instanceof Refused) setRefusal(error.refusal);
      } finally {
        setLooking(false);
      }
    },
    [site, name],
  );
  useEffect(() => {
    setFound(undefined);
    void look(undefined);
  }, [look]);

  const list = {
    ...{ items: found?.items, refusal, more: undefined, isPaging: isLooking },
    again: () => void look(found),
  };
  return (
    <>
      <List
        label={words.pages.approvals}
        list={list}
        columns={[
          ...headColumns(words, names),
          {
            name: 'missing',
            title: words.approving.missing,
            text: ({ approval }: Waiting) => (approval ? toldMissing(approval, words, names).join(' ') : ''),
          },
        ]}
        keyOf={({ id }) => id}
        none={words.approvals.none}
      />
      {found && (
        <p className="hint">
          {words.approvals.looked(found.looked)}{' '}
          {found.next && (
            <Button onClick={() => void look(found)} loading={isLooking}>
              {words.approvals.further}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

/** Those of them that this person may approve now; what one has asked for oneself waits for another. */
async function theirs(heads: readonly Head[], name: string): Promise<Waiting[]> {
  const waiting = heads.filter(({ state }) => wanting.has(state));
  const mine: Waiting[] = [];
  for (let at = 0; at < waiting.length; at += atOnce) {
    const some = waiting.slice(at, at + atOnce);
    const answers = await Promise.all(
      some.map(({ id }) => ask('/api/documents/{id}', {}, `/api/documents/${id}`)),
    );
    mine.push(
      ...some.flatMap((head, n): Waiting[] => {
        const { steps, document, approval } = answers[n] ?? {};
        const isMine = steps?.some(({ by }) => by === 'approve') && document?.steps[0]?.by !== name;
        return isMine && approval?.mine !== false ? [{ ...head, approval }] : [];
      }),
    );
  }
  return mine;
}
