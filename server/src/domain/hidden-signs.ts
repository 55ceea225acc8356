/** Signs that nobody sees in a text, and that make two texts look alike or one read the other way round. Lines, tabs and the joints of emoji stay. */
const hidden = /[\p{Cs}\p{Zl}\p{Zp}]|(?![\t\n\r])\p{Cc}|(?![\u200c\u200d])\p{Cf}/u;

/** A password is nobody's to read. */
const unread = new Set(['password', 'old']);

/** @param body as JSON has it. @returns where the first is, such as lines.0.lot; null where there is none. */
export function hiddenSignIn(body: unknown): string | null {
  const open: [path: string, value: unknown][] = [['', body]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === 'string' && hidden.test(value)) return path;
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue;
    for (const [name, each] of Object.entries(value))
      if (!unread.has(name)) open.push([path === '' ? name : `${path}.${name}`, each]);
  }
  return null;
}
