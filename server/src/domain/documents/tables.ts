/** The table of every type of document. */
import type { DocumentType } from '@changping/contracts/document-words';
import { emergencyPurchase, goodsIn } from './goods-in.ts';
import type { Table } from './table.ts';
import { transfer } from './transfer.ts';

export const tables = Object.freeze({
  goodsIn,
  emergencyPurchase,
  transfer,
} as Record<DocumentType, Table>);
