/** The words of reports at the console, in both languages. */
import type { Format, Report } from '@changping/contracts/http-jobs';

type State = 'waiting' | 'working' | 'done' | 'failed' | 'stopped';
const zh = {
  report: '报表',
  reports: {
    stock: '库存报表',
    journal: '出入库流水',
    variance: '盘点损溢表',
    month: '物资收发存月报',
    document: '单据打印件',
    labels: '标签',
    inventory: '库存清单（可导入）',
  } as Record<Report, string>,
  format: '文件',
  formats: { pdf: 'PDF（打印）', xlsx: 'Excel（XLSX）', csv: 'CSV', zpl: 'ZPL', svg: 'SVG' } as Record<
    Format,
    string
  >,
  month: '月份（年-月）',
  asOf: '截至日期（含当日）',
  from: '自（含当日）',
  to: '至（含当日）',
  order: '生成',
  hint: '报表按入账先后截止，载明账链的链号与校验值，文件内含电子签名，可用 npm run changping -- check-report 核验真伪；生成期间可以离开本页。',
  mine: '我的报表',
  none: '还没有报表。选好报表和库点后按“生成”。',
  orderedAt: '下单时间',
  state: '状态',
  states: {
    waiting: '排队中',
    working: '生成中',
    done: '已生成',
    failed: '未生成',
    stopped: '已停止',
  } as Record<State, string>,
  fetch: '下载',
  stop: '停止',
  print: '打印',
  again: '文件保留半小时，服务重启后请重新生成。',
};
export type ReportWords = typeof zh;
export const reportsZh = zh;
export const reportsEn: ReportWords = {
  report: 'Report',
  reports: {
    stock: 'Stock',
    journal: 'Movement journal',
    variance: 'Count variances',
    month: 'Monthly stock form',
    document: 'Printed document',
    labels: 'Labels',
    inventory: 'Stock list (to import)',
  },
  format: 'File',
  formats: { pdf: 'PDF (print)', xlsx: 'Excel (XLSX)', csv: 'CSV', zpl: 'ZPL', svg: 'SVG' },
  month: 'Month (year-month)',
  asOf: 'As of the end of',
  from: 'From (that day too)',
  to: 'To (that day too)',
  order: 'Make it',
  hint: 'A report goes by the order of recording and names the commit and hash of the chain, and is signed within the file: npm run changping -- check-report tells whether it is genuine; this page can be left meanwhile.',
  mine: 'My reports',
  none: 'No report yet. Choose a report and a store, then “Make it”.',
  orderedAt: 'ordered at',
  state: 'state',
  states: { waiting: 'waiting', working: 'being made', done: 'done', failed: 'not made', stopped: 'stopped' },
  fetch: 'Download',
  stop: 'Stop',
  print: 'Print',
  again: 'Files are kept for half an hour; after a restart of the server order them anew.',
};
