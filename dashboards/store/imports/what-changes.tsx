/** What entering a file would do: the store's stock of each kind as it is and as it would be, and the first rows. */
import { type ImportField, importFields, namesOf } from '@changping/contracts/import-words';
import { useEffect, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import { whole } from '../../shared/figure.ts';
import { Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Importing } from './import-page.tsx';

type Line = Importing['preview'][number] & { n: number };

export function WhatChanges({ importing }: { importing: Importing }) {
  const { imports: words, states, kind: kindWord, stock: stockWords, lang } = useStoreWords();
  const names = useNames();
  const { kind, site, changes, fresh, lots, pieces, tags, preview } = importing;
  const stock = useStock(site, changes.length > 0);
  const shown = importFields[kind].filter((field) => preview.some((row) => row[field]));
  const shownAs: Partial<Record<ImportField, (value: string) => string>> = {
    kind: names.kind,
    place: names.spot,
    quality: (value) => stockWords.qualityOf[value] ?? value,
    grade: (value) => stockWords.gradeOf[value] ?? value,
    owner: names.site,
  };
  if (fresh === 0) return <p>{words.wouldNone}</p>;
  const figures = [
    [words.rows, fresh],
    [words.lots, lots],
    [words.pieces, pieces],
    [words.tags, tags],
  ] as const;
  return (
    <>
      <h2>{words.would}</h2>
      <p>
        {figures
          .filter(([, n]) => n > 0)
          .map(([word, n]) => `${word} ${whole(n)}`)
          .join(' · ')}
      </p>
      {changes.length > 0 && (
        <Table
          label={words.would}
          rows={changes}
          keyOf={(row) => row.kind}
          columns={[
            { name: 'kind', title: kindWord, text: (row) => names.kind(row.kind) },
            { name: 'lots', title: words.lots, isNumber: true, text: (row) => whole(row.lots) },
            { name: 'pieces', title: words.pieces, isNumber: true, text: (row) => whole(row.pieces) },
            {
              name: 'before',
              title: words.before,
              isNumber: true,
              text: (row) => (stock ? whole(stock.get(row.kind) ?? 0) : states.none),
            },
            {
              name: 'adds',
              title: words.adds,
              isNumber: true,
              text: ({ quantity, kind: of }) => `+${whole(quantity)} ${names.unit(of, quantity)}`,
            },
            {
              name: 'after',
              title: words.after,
              isNumber: true,
              text: (row) => (stock ? whole((stock.get(row.kind) ?? 0) + row.quantity) : states.none),
            },
          ]}
        />
      )}
      <details>
        <summary>{words.preview(preview.length)}</summary>
        <Table
          label={words.preview(preview.length)}
          rows={preview.map((row, n): Line => ({ ...row, n }))}
          keyOf={({ n }) => n}
          columns={shown.map((field) => ({
            name: field,
            title: namesOf(field)[lang === 'en' ? 'en' : 'zh'][0],
            text: (row: Line) => shownAs[field]?.(row[field] ?? '') ?? row[field] ?? '',
          }))}
        />
      </details>
    </>
  );
}

/** Beyond so many pages of 500 the sum is not told. */
const pagesMost = 20;

/** What the store has of each kind, whatever its state; undefined until it is known. */
function useStock(site: string, isAsked: boolean): ReadonlyMap<string, number> | undefined {
  const [sums, setSums] = useState<ReadonlyMap<string, number>>();
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const found = new Map<string, number>();
    const page = async (n: number, after?: string): Promise<void> => {
      const { items, next } = await ask('/api/stock', { site, limit: 500, ...(after ? { after } : {}) });
      for (const { kind, quantity } of items) found.set(kind, (found.get(kind) ?? 0) + quantity);
      if (next === null && isCurrent) setSums(found);
      else if (next !== null && n < pagesMost) await page(n + 1, next);
    };
    // Without it the table says what is added, and not to what.
    page(1).catch(() => {});
    return () => {
      isCurrent = false;
    };
  }, [site, isAsked]);
  return sums;
}
