/** Under which codes a tag may bear what a label bears as (01) and (21): how long the company's part of a GTIN is, and for what the goods are meant, stand on the tag alone, so it may be any of some hundred. */
import { companyBits, item } from './epc.ts';

/** @param gtin 14 digits @returns upper-case hex; none for a serial that no tag has room for. */
export function tagsOf(gtin: string, serial: string): string[] {
  const tails = [numeric(serial), text(serial)].filter((tail) => tail !== null);
  return tails.flatMap(({ header, bits }) =>
    companyBits.flatMap((wide, partition) => {
      const cut = 13 - partition;
      const company = binary(BigInt(gtin.slice(1, cut)), wide);
      const second = binary(BigInt(gtin.slice(0, 1) + gtin.slice(cut, 13)), item.bits[partition] ?? 0);
      return filters.map((filter) =>
        hex(binary(header, 8) + binary(filter, 3) + binary(BigInt(partition), 3) + company + second + bits),
      );
    }),
  );
}

const filters = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n];
type Tail = { header: bigint; bits: string };

/** SGTIN-96. Zeros in front are another serial, which a number can not tell. */
const numeric = (serial: string): Tail | null =>
  /^(?:0|[1-9]\d{0,11})$/.test(serial) && BigInt(serial) < 1n << 38n
    ? { header: 0x30n, bits: binary(BigInt(serial), 38) }
    : null;

/** SGTIN-198: 20 signs of seven bits. */
const text = (serial: string): Tail | null =>
  /^[!-~]{1,20}$/.test(serial)
    ? {
        header: 0x36n,
        bits: [...serial]
          .map((sign) => binary(BigInt(sign.charCodeAt(0)), 7))
          .join('')
          .padEnd(140, '0'),
      }
    : null;

const binary = (value: bigint, wide: number): string => value.toString(2).padStart(wide, '0');
/** Memory is whole words of 16 bits. */
const hex = (bits: string): string =>
  bits
    .padEnd(Math.ceil(bits.length / 16) * 16, '0')
    .replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16).toUpperCase());
