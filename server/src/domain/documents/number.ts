/** The number of a document, counted by type, site and year: DB-RC-S-2026-000123. */
import type { DocumentType } from '@changping/contracts/document-words';

/**
 * The initials of the Chinese name in pinyin: the keeper reads them off the slip as the word he knows and types them on any
 * keypad. English initials would give transfer, training and tag one letter. No two types share a prefix.
 */
export const prefixes: Readonly<Record<DocumentType, string>> = Object.freeze({
  procurement: 'CG', // 采购
  goodsIn: 'RK', // 入库
  emergencyPurchase: 'YC', // 应急采购
  putAway: 'SJ', // 上架
  transfer: 'DB', // 调拨
  handOut: 'LY', // 领用
  return: 'GH', // 归还
  count: 'PD', // 盘点
  inspection: 'QC', // 质量清查
  patrol: 'XJ', // 巡检
  spotCheck: 'CC', // 抽查
  maintenance: 'WH', // 维护
  rotation: 'LH', // 轮换
  disposal: 'BF', // 报废处置
  callOff: 'DC', // 代储调用
  mutualAidGiven: 'ZY', // 支援
  mutualAidReceived: 'SY', // 受援
  handOver: 'JJ', // 交接
  dispatch: 'TS', // 投送
});

/** @param year of the opening, in the region's own time. @param n 1, 2, 3 … for this type, site and year. */
export const documentNumber = (type: DocumentType, site: string, year: number, n: number): string =>
  `${prefixes[type]}-${site}-${year}-${String(n).padStart(6, '0')}`;
