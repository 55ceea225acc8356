/** What a report file is worth, held against the key of a ledger. */
import { type Claim, hasSealWord, sealOf } from '../work/seal.ts';

/** genuine: signed with that key and no byte is another. altered: a byte of it, or of its signature, is. foreign: whole, but another key signed it: the report of another ledger, or of somebody who made a key. unsigned: no report of ours, or one that another program saved anew. */
export type Verdict =
  | { is: 'genuine' | 'foreign'; claim: Claim; key: string }
  | { is: 'altered' | 'unsigned' };

/** @param x the public key of the ledger, as in a signature. */
export function verdictOf(bytes: Uint8Array, x: string): Verdict {
  const seal = sealOf(bytes);
  if (!seal) return { is: hasSealWord(bytes) ? 'altered' : 'unsigned' };
  if (!seal.isWhole) return { is: 'altered' };
  const { claim, key } = seal;
  return { is: key === x ? 'genuine' : 'foreign', claim, key };
}
