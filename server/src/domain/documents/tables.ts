/** The table of every type of document. */
import type { DocumentType } from '@changping/contracts/document-words';
import { callOff } from './call-off.ts';
import { count } from './count.ts';
import { dispatch } from './dispatch.ts';
import { disposal } from './disposal.ts';
import { emergencyPurchase, goodsIn } from './goods-in.ts';
import { handOver } from './hand-over.ts';
import { inspection } from './inspection.ts';
import { handOut, mutualAidGiven } from './lending.ts';
import { maintenance } from './maintenance.ts';
import { mutualAidReceived } from './mutual-aid-received.ts';
import { patrol, spotCheck } from './patrol.ts';
import { procurement } from './procurement.ts';
import { putAway } from './put-away.ts';
import { takenBack } from './return.ts';
import { rotation } from './rotation.ts';
import type { Table } from './table.ts';
import { transfer } from './transfer.ts';

export const tables: Readonly<Record<DocumentType, Table>> = Object.freeze({
  procurement,
  goodsIn,
  emergencyPurchase,
  putAway,
  transfer,
  handOut,
  return: takenBack,
  count,
  inspection,
  patrol,
  spotCheck,
  maintenance,
  rotation,
  disposal,
  callOff,
  mutualAidGiven,
  mutualAidReceived,
  handOver,
  dispatch,
});
