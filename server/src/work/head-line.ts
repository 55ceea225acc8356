/** The line of a paper that says under which head of its chain it was made. */
import type { ChainHead } from '../store/heads.ts';

export const headLine = (site: string, { n, hash }: Pick<ChainHead, 'n' | 'hash'>): string =>
  `${site}  n = ${n}  SM3 ${hash}`;
