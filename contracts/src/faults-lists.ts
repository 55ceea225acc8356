/** How a list is refused. */
import { row } from './fault-row.ts';

export const listFaults = Object.freeze({
  listTooLong: row(
    'tell-person',
    422,
    false,
    '符合条件的行太多，不能这样排序；请先选定仓库、品种或批次，或改用默认排序。',
    'Too many rows are meant to be sorted so: choose a store, a kind or a lot first, or the usual order.',
  ),
});
