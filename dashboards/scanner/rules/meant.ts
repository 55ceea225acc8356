/** What a scan may mean to a store: under which names to look for it, in which order; and what the label itself says. A label that reads in several ways means several things, and a person says which. */
import type { Ais } from '@changping/contracts/gs1-table';
import type { Scan } from '@changping/contracts/scan';
import type { OwnWhat } from '@changping/contracts/scan-own';

/** `number`: of a document. `place`: without the store, as a label may leave it out. */
export type Key = { by: 'epc' | 'piece' | 'lot' | 'number' | 'place' | 'kit'; value: string };
/** What is printed: null where the label is silent, and then it changes nothing. */
export type Printed = {
  lot: string | null;
  madeOn: string | null;
  expiresOn: string | null;
  quantity: number | null;
};
/** `label`: what a GS1 label bears, to be held against a tag. `gtin`: under which the goods are sold, or what is in the case is. */
export type Meant = { keys: readonly Key[]; printed: Printed; label?: Ais; gtin?: string | undefined };

/** More than one: ask. None: the scan is a fault. */
export function meantBy(scan: Scan): Meant[] {
  switch (scan.type) {
    case 'fault':
      return [];
    case 'gs1':
      return 'candidates' in scan ? scan.candidates.map(ofLabel) : [ofLabel(scan.ais)];
    case 'digitalLink':
      return [ofLabel(scan.ais)];
    case 'epc':
      return [{ keys: [{ by: 'epc', value: scan.epc }], printed: silent }];
    case 'own':
      return [{ keys: ofOwn(scan.what, scan.id), printed: silent }];
    case 'plain':
      return [
        {
          keys: (['piece', 'lot', 'number', 'place', 'kit'] as const).map((by) => ({ by, value: scan.text })),
          ...{ printed: silent, gtin: scan.gtin },
        },
      ];
  }
}

const silent: Printed = Object.freeze({ lot: null, madeOn: null, expiresOn: null, quantity: null });

function ofLabel(ais: Ais): Meant {
  const serial = ais['21'];
  const lot = ais['10'];
  const keys: Key[] = [
    ...(serial === undefined ? [] : [{ by: 'piece', value: serial } as const]),
    ...(lot === undefined ? [] : [{ by: 'lot', value: lot } as const]),
  ];
  const quantity = Number(ais['30'] ?? ais['37'] ?? Number.NaN);
  return {
    ...{ keys, label: ais, gtin: ais['01'] ?? ais['02'] },
    printed: {
      lot: lot ?? null,
      madeOn: ais['11'] ?? null,
      expiresOn: ais['17'] ?? ais['15'] ?? null,
      quantity: Number.isSafeInteger(quantity) && quantity > 0 ? quantity : null,
    },
  };
}

function ofOwn(what: OwnWhat, id: string): Key[] {
  if (what === 'piece' || what === 'lot' || what === 'kit') return [{ by: what, value: id }];
  if (what === 'document') return [{ by: 'number', value: id }];
  return what === 'bin' || what === 'zone' ? [{ by: 'place', value: id }] : [];
}
