/** What a scan says joins what is known: it fills gaps, never empties or changes anything. Where the two differ a person decides. */

export type Known = Readonly<Record<string, string | number | null | undefined>>;
export type Conflict = { field: string; known: string | number; scanned: string | number };

export function merge(known: Known, scanned: Known): { merged: Known; conflicts: Conflict[] } {
  const merged: Record<string, string | number | null | undefined> = { ...known };
  const conflicts: Conflict[] = [];
  for (const [field, value] of Object.entries(scanned)) {
    if (isEmpty(value)) continue;
    const before = Object.hasOwn(known, field) ? known[field] : undefined;
    if (isEmpty(before)) merged[field] = value;
    else if (String(before).trim() !== String(value).trim())
      conflicts.push({ field, known: before, scanned: value });
  }
  return { merged, conflicts };
}

const isEmpty = (value: string | number | null | undefined): value is null | undefined | '' =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  Number.isNaN(value);
