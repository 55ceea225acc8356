/** The GS1 application identifiers that labels of supplies bear: what each one is, how long its value is and how it proves itself. Lengths after the GS1 General Specifications; a row more is one line. */

export type AiRow = {
  ai: string;
  digitsOnly: boolean;
  /** In signs. Equal: the value ends by its length, with or without a separator. */
  min: number;
  max: number;
  /** mod10: the last digit. piece: mod10 after 14 digits, then piece and total. asset: a zero, mod10 over the 13 digits that follow, then a serial. */
  check: 'mod10' | 'date' | 'piece' | 'asset' | null;
  /** May open the path of a Digital Link. */
  opensLink: boolean;
};

/** Values by identifier: dates as YYYY-MM-DD, all else as it stands on the label. */
export type Ais = Readonly<Record<string, string>>;

const row = (ai: string, size: string, check: AiRow['check'] = null, opensLink = false): AiRow => {
  const [min = 1, max = min] = size.slice(1).split('..').map(Number);
  return Object.freeze({ ai, digitsOnly: size[0] === 'N', min, max, check, opensLink });
};

const rows: readonly AiRow[] = [
  // Carton (SSCC), item (GTIN), item inside.
  row('00', 'N18', 'mod10', true),
  row('01', 'N14', 'mod10', true),
  row('02', 'N14', 'mod10'),
  // Lot and serial.
  row('10', 'X1..20'),
  row('21', 'X1..20'),
  // Made, packed, best before, expires.
  row('11', 'N6', 'date'),
  row('13', 'N6', 'date'),
  row('15', 'N6', 'date'),
  row('17', 'N6', 'date'),
  // How many in a varying pack, how many inside.
  row('30', 'N1..8'),
  row('37', 'N1..8'),
  // More item numbers: the maker's, the customer's.
  row('240', 'X1..30'),
  row('241', 'X1..30'),
  // Net weight in kg; the last digit of the identifier says how many of the six are decimals.
  ...[0, 1, 2, 3, 4, 5].map((decimals) => row(`310${decimals}`, 'N6')),
  // Order, consignment, ship to, location.
  row('400', 'X1..30'),
  row('401', 'X1..30', null, true),
  row('410', 'N13', 'mod10'),
  row('414', 'N13', 'mod10', true),
  // Returnable asset, asset, piece of an item, page of the product.
  row('8003', 'X14..30', 'asset', true),
  row('8004', 'X1..30', null, true),
  row('8006', 'N18', 'piece', true),
  row('8200', 'X1..70'),
];

const byAi = new Map(rows.map((each) => [each.ai, each]));

export const aiRow = (ai: string): AiRow | undefined => byAi.get(ai);

/** The identifier that stands at this place, known to us or not: GS1 gives its length by its first two digits. */
export function aiAt(text: string, at: number): string {
  const two = text.slice(at, at + 2);
  return threes.has(two) ? text.slice(at, at + 3) : fours.has(two) ? text.slice(at, at + 4) : two;
}
const threes = new Set('23 24 25 40 41 42 71'.split(' '));
const fours = new Set('31 32 33 34 35 36 39 43 70 72 80 81 82'.split(' '));

/** Years a label may lie back: two digits name one of the 100 years from −49 to +50. */
export const yearsBack = 49;
