/** The part of fontkit that is used: it comes with pdfkit, whose fonts are its own, and brings no types. */
declare module 'fontkit' {
  type Glyph = { path: { commands: readonly { command: string; args: readonly number[] }[] } };
  export function openSync(file: string): {
    ascent: number;
    descent: number;
    layout(text: string): { glyphs: readonly Glyph[]; positions: readonly { xAdvance: number }[] };
  };
}
