/** A kind as somebody wrote it at the console, by the rules of the folder's rows: the kind, or every mistake with its field. */
import { type Level, tiers } from '@changping/contracts/catalogue';
import { type KindCells, lifeColumns } from '@changping/contracts/catalogue-cells';
import { type KindMistake, mistake } from '@changping/contracts/cell-mistakes';
import type { Kind, Tier } from '@changping/contracts/live';
import { z } from 'zod';
import { kindCells, kindFaults, kindOf, levelCells, lifeCells } from './kind-rows.ts';

const kindShape = z.object(kindCells);
const lifeShape = z.object(lifeCells);
const levelShape = z.object(levelCells);

export function kindFrom(
  cells: KindCells,
  categories: readonly { id: string }[],
): { kind: Kind; mistakes?: never } | { kind?: never; mistakes: KindMistake[] } {
  const mistakes: KindMistake[] = [];
  const note = (field: string, code: string) => void mistakes.push({ kind: cells.id, field, code });
  const read = <Row>(shape: z.ZodType<Row>, of: object, fieldOf = (column: string) => column) => {
    const checked = shape.safeParse(of);
    if (checked.success) return checked.data;
    for (const { path, message } of checked.error.issues) note(fieldOf(String(path[0])), message);
    return undefined;
  };
  const row = read(kindShape, cells);
  if (row) for (const { field, code } of kindFaults(row, categories)) note(field, code);
  const life = lifeColumns.some((column) => cells[column] !== '') ? read(lifeShape, cells) : undefined;
  const levels = new Map<Tier, Level>();
  for (const tier of tiers) {
    const level = { tier, standing: cells[`standing_${tier}`], dynamic: cells[`dynamic_${tier}`] };
    if (level.standing === '' && level.dynamic === '') continue;
    const said = read(levelShape, level, (column) => `${column}_${tier}`);
    if (said) levels.set(tier, { standing: said.standing, dynamic: said.dynamic });
  }
  if (!['', 'yes'].includes(cells.retired)) note('retired', mistake('oneOf', 'yes'));
  if (mistakes.length || !row) return { mistakes };
  return { kind: kindOf(row, life, levels, cells.retired === 'yes') };
}
