/** All kinds of a version of the catalogue, each by its cells; undefined while they are not known here. */
import { cellsOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { useMemo } from 'react';
import { useAnswer } from '../../shared/use-answer.ts';

/** @param version undefined: none is wanted yet. */
export function useKinds(version: number | undefined): readonly KindCells[] | undefined {
  const query = { limit: 500, ...(version === undefined ? {} : { version }) };
  const { answer } = useAnswer('/api/kinds', query, { isAsked: version !== undefined });
  return useMemo(() => answer?.items.map(cellsOf), [answer]);
}
