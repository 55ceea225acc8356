/** The text of a PDF as ours are made: one embedded font with a table from its signs to Unicode. Page by page. */
import { inflateSync } from 'node:zlib';

export function pdfText(bytes: Uint8Array): string[] {
  const whole = Buffer.from(bytes).toString('latin1');
  const streams = [...whole.matchAll(/(\d+) 0 obj\s*<<([\s\S]*?)>>\s*stream\r?\n/g)].map((match) => {
    const from = (match.index ?? 0) + match[0].length;
    const length = Number(/\/Length (\d+)/.exec(match[2] ?? '')?.[1]);
    const body = Buffer.from(whole.slice(from, from + length), 'latin1');
    return /FlateDecode/.test(match[2] ?? '')
      ? inflateSync(body).toString('latin1')
      : body.toString('latin1');
  });
  const signs = new Map<number, string>();
  for (const stream of streams.filter((text) => text.includes('begincmap')))
    for (const [, first = '', list = ''] of stream.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
      [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, hex = ''], i) => {
        const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
        const text = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
        signs.set(Number.parseInt(first, 16) + i, text);
      });
  return streams
    .filter((text) => /\bBT\b/.test(text))
    .map((text) =>
      [...text.matchAll(/\[([^\]]*)\] TJ/g)]
        .map(([, parts = '']) =>
          [...parts.matchAll(/<([0-9a-f]+)>/gi)]
            .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
            .map((glyph) => signs.get(Number.parseInt(glyph, 16)) ?? '?')
            .join(''),
        )
        .join('\n'),
    );
}
