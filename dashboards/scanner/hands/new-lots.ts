/** Which lots of a count nobody had before, as far as the device knows. */
import { db } from '../keep/keep.ts';
import { type Named, namedBy } from '../rules/new-lots.ts';
import type { Deed, Paper } from '../rules/tally.ts';

export async function newLotsOf(paper: Paper, deeds: readonly Deed[]): Promise<Named[]> {
  const said = [...new Set(deeds.flatMap(({ portion }) => portion.lot ?? []))];
  const known = new Set((await db.lots.bulkGet(said)).flatMap((each) => each?.lot ?? []));
  return namedBy(paper, deeds, (lot) => known.has(lot));
}
