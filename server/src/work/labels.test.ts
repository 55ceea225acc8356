/** What is drawn is read again by another library, and means to our scan what was printed. */
import { createRequire } from 'node:module';
import { parseScan } from '@changping/contracts/scan';
import { ownCode } from '@changping/contracts/scan-own';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type Bitmap, codeBitmap, textBitmap } from './bitmap.ts';
import { widthOf } from './font.ts';
import { gs1Of } from './label.ts';
import { rowsOf } from './label-rows.ts';
import { svgOf } from './label-svg.ts';
import { epcField, field, textField, zplOf } from './zpl.ts';

const noon = 1_795_000_000_000 as never;
type Reader = {
  prepareZXingModule(options: object): Promise<unknown>;
  readBarcodes(
    image: object,
    options?: object,
  ): Promise<{ text: string; format: string; symbologyIdentifier: string }[]>;
};
let reader: Reader;
beforeAll(async () => {
  const from = createRequire(import.meta.resolve('zxing-wasm/reader'));
  const { readFileSync } = await import('node:fs');
  reader = (await import('zxing-wasm/reader')) as unknown as Reader;
  const wasmBinary = readFileSync(from.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await reader.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

const imageOf = ({ wide, high, dots }: Bitmap) => {
  const data = new Uint8ClampedArray(wide * high * 4).fill(255);
  dots.forEach((isDark, i) => {
    if (isDark) data.fill(0, 4 * i, 4 * i + 3);
  });
  return { data, width: wide, height: high, colorSpace: 'srgb' };
};
/** From the printed form back to dots. */
function dotsOf(zpl: string): Bitmap {
  const [, whole, total, row, hex] = /\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS/.exec(zpl) ?? [];
  expect(whole).toBe(total);
  const bytes = Buffer.from(hex ?? '', 'hex');
  expect(bytes.length).toBe(Number(total));
  const wide = Number(row) * 8;
  const dots = Uint8Array.from(
    { length: bytes.length * 8 },
    (_, i) => ((bytes[i >> 3] ?? 0) >> (7 - (i % 8))) & 1,
  );
  return { wide, high: bytes.length / Number(row), dots };
}

it.each([
  ['bin', 'RC-S/ordinary/A-01'],
  ['piece', '01990000-0000-7000-8000-0000000000d1'],
  ['document', '宁-DB-2026-0001'],
  ['kit', 'RC-S-K12'],
] as const)('the QR code of a %s reads as it', async (what, id) => {
  for (const scale of [3, 4, 6]) {
    const bitmap = dotsOf(field(0, 0, codeBitmap('qrcode', ownCode(what, id), scale)));
    const [found] = await reader.readBarcodes(imageOf(bitmap));
    expect(parseScan(found?.text ?? '', noon)).toMatchObject({ type: 'own', what, id });
  }
});

it('the Data Matrix of a piece with a GTIN reads as its GTIN, expiry, lot and serial', async () => {
  const text = '(01)06901234567892(17)271231(10)L-2026-09(21)A1';
  const [found] = await reader.readBarcodes(imageOf(codeBitmap('gs1datamatrix', text, 4)));
  expect(found?.symbologyIdentifier).toBe(']d2');
  expect(found?.text).toContain('06901234567892');
  const scan = parseScan(text, noon);
  expect(parseScan(`${found?.symbologyIdentifier}${found?.text}`, noon)).toEqual(scan);
  expect(scan).toMatchObject({ type: 'gs1', ais: expect.anything() });
});

const piece = { id: 'P-7', quantity: 1, epc: null, lot: 'L%1', expiresOn: null };
const [single, another, ofCase, ofPallet] = [
  '06901234567892',
  '06901234567885',
  '16901234567899',
  '26901234567896',
] as const;

it.each<[string, Partial<Parameters<typeof gs1Of>[0]>, string[], Record<string, string> | null]>([
  ['of a kind without a GTIN', {}, [], null],
  ['as far as it is known', {}, [single], { '01': single, '10': 'L%1', '21': 'P-7' }],
  [
    'with its last good day',
    { expiresOn: '2027-12-31' },
    [single],
    { '01': single, '17': '2027-12-31', '10': 'L%1', '21': 'P-7' },
  ],
  ['of a case', { quantity: 24 }, [single, ofCase], { '01': ofCase, '10': 'L%1', '21': 'P-7' }],
  ['of a case that may be of two sizes', { quantity: 24 }, [single, ofCase, ofPallet], null],
  ['of one unit that has two numbers', {}, [single, another], null],
  ['of one unit where only a case has a number', {}, [ofCase], null],
  ['of one out of a case', {}, [ofCase, single], { '01': single, '10': 'L%1', '21': 'P-7' }],
  ['of a case that has no number of its own', { quantity: 24 }, [single], null],
  [
    'with a number too long for a serial',
    { id: '01990000-0000-7000-8000-0000000000d1' },
    [single],
    { '01': single, '10': 'L%1' },
  ],
  ['of a lot that no label may bear', { lot: '棉被(1)' }, [single], { '01': single, '21': 'P-7' }],
  [
    'under an opaque tag',
    { epc: 'E28011606000020000000001' },
    [single],
    { '01': single, '10': 'L%1', '21': 'P-7' },
  ],
])('the Data Matrix of a piece, %s, is read back by another decoder as that', async (_, more, gtins, ais) => {
  const gs1 = gs1Of({ ...piece, ...more }, gtins);
  if (!ais || !gs1) {
    expect(gs1).toBe(ais);
    return;
  }
  const [found] = await reader.readBarcodes(imageOf(codeBitmap('gs1datamatrix', gs1, 4)));
  expect(found?.symbologyIdentifier).toBe(']d2');
  expect(parseScan(`${found?.symbologyIdentifier}${found?.text}`, noon)).toEqual({ type: 'gs1', ais });
});

/** EPC Tag Data Standard 1.9, SGTIN-198: header, filter, partition, prefix, item, and 20 signs of seven bits. */
const sgtinOf = (serial: string) => {
  const bits = (value: number, wide: number) => value.toString(2).padStart(wide, '0');
  const signs = [...serial].map((sign) => bits(sign.charCodeAt(0), 7)).join('');
  const all = bits(0x36, 8) + bits(1, 3) + bits(5, 3) + bits(690_1234, 24) + bits(56_789, 20) + signs;
  const whole = all.padEnd(208, '0');
  return whole.replaceAll(/[01]{4}/g, (four) => Number.parseInt(four, 2).toString(16).toUpperCase());
};

it.each([
  ['A1', '(01)06901234567892(10)L-1(21)A1'],
  ['A%1', '(01)06901234567892(10)L-1(21)A%1'],
  ['A%', '(01)06901234567892(10)L-1(21)A%'],
  ['A(10)OTHER', null],
  ['A)1', null],
])('a tag with the serial %s tells %s', async (serial, told) => {
  const gs1 = gs1Of({ ...piece, epc: sgtinOf(serial), lot: 'L-1' }, ['06901234567892']);
  expect(gs1).toBe(told);
  if (gs1 === null) return;
  const [found] = await reader.readBarcodes(imageOf(codeBitmap('gs1datamatrix', gs1, 4)));
  expect(found?.text).toContain(serial);
});

/** ZPL II Programming Guide: ^GF a compression, b bytes, c bytes, d bytes a row, data; ^RF operation, format. */
it('writes the grammar of the printer’s manual byte by byte', () => {
  const bitmap = {
    wide: 9,
    high: 2,
    dots: Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
  };
  expect(field(10, 20, bitmap)).toBe('^FO10,20^GFA,4,4,2,81804000^FS');
  expect(epcField('30340789000C0E42DFDC1C35')).toBe('^RFW,H^FD30340789000C0E42DFDC1C35^FS');
  for (const wrong of ['', '3034078', '30340789000C0E42DFDC1C3', '30340789^FS^XA', '30'.repeat(63)])
    expect(() => epcField(wrong)).toThrow(RangeError);
});

/** Forms from the guide: ^A@N,50,50,B:CYRI_UB.FNT, and ^CI28 with ^FH for UTF-8 in hex; 棉 is E6 A3 89, 被 E8 A2 AB. */
it('names the printer’s own font, writes Chinese as its bytes, and cuts what is wider than its room', () => {
  expect(textField(10, 20, '棉被 L-1', 40, 1000, 'E:SIMSUN.TTF')).toBe(
    '^CI28^FO10,20^A@N,40,40,E:SIMSUN.TTF^FH^FD_E6_A3_89_E8_A2_AB L-1^FS',
  );
  expect(textField(0, 0, 'a_b^XZ~', 40, 1000, 'E:A.FNT')).toContain('^FDa_5Fb_5EXZ_7E^FS');
  expect(textField(0, 0, '棉被棉', 40, 100, 'E:A.FNT')).toContain('^FD_E6_A3_89_E8_A2_AB^FS');
  const label = { code: ownCode('piece', 'p1'), gs1: null, epc: null, title: '棉被', lines: ['10 条'] };
  const stock = { dpi: 300, wideMm: 100, highMm: 50 } as const;
  const written = zplOf([label], { ...stock, font: 'E:SIMSUN.TTF' });
  expect(written.match(/\^GFA/g)).toHaveLength(1);
  expect(written.match(/\^A@N,\d+,\d+,E:SIMSUN\.TTF/g)).toHaveLength(2);
  expect(written.length).toBeLessThan(zplOf([label], stock).length);
});

it('draws labels for a browser one below the other, and nothing that a label says is read as a drawing', () => {
  const label = {
    ...{ code: ownCode('piece', 'p1'), gs1: '(01)06901234567892(21)A1', epc: null },
    ...{ title: '<script>x</script>"&', lines: [] },
  };
  const svg = svgOf([label, label], { wideMm: 100, highMm: 50 });
  expect(svg).toMatch(/^<svg xmlns="[^"]+" width="100mm" height="100mm" viewBox="0 0 100 100">/);
  expect(svg.match(/<svg y="(0|50)" width="100" height="50"/g)).toHaveLength(2);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&#60;script&#62;x&#60;/script&#62;&#34;&#38;');
});

it('draws Chinese text as dots and keeps within the label', () => {
  const label = {
    code: ownCode('piece', 'p1'),
    gs1: null,
    epc: 'E28011606000020000000001',
    title: '棉被^XZ',
    lines: ['L-1', '10 条'],
  };
  const zpl = zplOf([label], { dpi: 203, wideMm: 100, highMm: 50 });
  expect(zpl.match(/\^XA/g)).toHaveLength(1);
  expect(zpl.match(/\^XZ/g)).toHaveLength(1);
  expect(zpl).toMatch(/^\^XA\^PW799\^LL400\^LH0,0\n\^RFW,H\^FDE28011606000020000000001\^FS\n/);
  const { wide, dots } = textBitmap('棉被', 40, 1000);
  const dark = dots.reduce((sum, dot) => sum + dot, 0) / dots.length;
  // Strokes, and neither a blank nor a block.
  expect(dark).toBeGreaterThan(0.1);
  expect(dark).toBeLessThan(0.6);
  expect(wide).toBe(80);
  expect(textBitmap('棉被'.repeat(50), 40, 300).wide).toBeLessThanOrEqual(300);
});

/** As it stands on paper, without what parts the rows. */
const shelf = {
  ...{ code: ownCode('bin', 'CS-640425/ordinary/A-01'), gs1: null, epc: null },
  ...{ title: '常温区 A-01', lines: ['彭阳县库 CS-640425', 'CS-640425/ordinary/A-01'] },
};
const cased = {
  ...{ code: ownCode('piece', '01a21a11-924a-78c9-a988-9da891483801'), epc: null },
  ...{ gs1: '(01)06901234567892(17)271231(10)L-2026-09(21)A1', title: '灭火器（车载型）' },
  lines: ['件号 01a21a11-924a-78c9-a988-9da891483801', 'SAMPLE-QUILT-2020-08', '4 条', '有效期至 2031-01-01'],
};

it.each([
  ['a shelf', shelf],
  ['a case with a GTIN', cased],
])('whatever a label of %s is printed on, no sign of it is left out', async (_, label) => {
  const whole = [label.title, ...label.lines].join('').replaceAll(' ', '');
  const small = { wideMm: 60, highMm: 40 };
  const svg = svgOf([label], small);
  expect(
    [...svg.matchAll(/<text[^>]*>([^<]*)</g)]
      .map(([, text]) => text)
      .join('')
      .replaceAll(' ', ''),
  ).toBe(whole);
  const zpl = zplOf([label], { ...small, dpi: 203, font: 'E:SIMSUN.TTF' });
  const fields = [...zpl.matchAll(/\^FH\^FD(.*?)\^FS/g)].map(([, hex = '']) =>
    Buffer.from(
      hex.replace(/_(..)/g, (_, of) => String.fromCharCode(Number.parseInt(of, 16))),
      'latin1',
    ).toString(),
  );
  expect(fields.join('').replaceAll(' ', '')).toBe(whole);
});

it('tells all that a label says within its room, written smaller where it is much', () => {
  const text = fc.string({ unit: fc.constantFrom(...'A1-/ 棉被i.W'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      text,
      fc.array(text, { maxLength: 5 }),
      fc.integer({ min: 30, max: 80 }),
      (title, lines, wide) => {
        const room = { wide, high: 36, big: 5, small: 3.2, gap: 0.5 };
        const rows = rowsOf({ title, lines }, room, widthOf);
        const bare = (all: string) => all.replaceAll(' ', '');
        expect(bare([title, ...lines].join(''))).toContain(bare(rows.map(({ text }) => text).join('')));
        const least = rowsOf({ title, lines }, { ...room, big: 2.5, small: 1.6, high: 1e6 }, widthOf);
        const last = least.at(-1);
        if (last && last.y + last.size <= room.high)
          expect(bare(rows.map(({ text }) => text).join(''))).toBe(bare([title, ...lines].join('')));
        for (const { text, y, size } of rows) {
          expect(y + size).toBeLessThanOrEqual(room.high);
          expect([...text].reduce((sum, sign) => sum + size * widthOf(sign), 0)).toBeLessThanOrEqual(
            wide + 1e-9,
          );
        }
      },
    ),
  );
});
