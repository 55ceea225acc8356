/** Every way a thing can be refused: one code, one remedy, one HTTP status, one sentence in each language. */
import { row } from './fault-row.ts';
import { approvalFaults } from './faults-approvals.ts';
import { catalogueFaults } from './faults-catalogue.ts';
import { countFaults } from './faults-counts.ts';
import { coverageFaults } from './faults-coverage.ts';
import { documentFaults } from './faults-documents.ts';
import { goodsOutFaults } from './faults-goods-out.ts';
import { handheldFaults } from './faults-handhelds.ts';
import { hookFaults } from './faults-hooks.ts';
import { importFaults } from './faults-imports.ts';
import { kitFaults } from './faults-kits.ts';
import { leaseFaults } from './faults-leases.ts';
import { listFaults } from './faults-lists.ts';
import { peopleFaults } from './faults-people.ts';
import { photoFaults } from './faults-photos.ts';
import { pieceFaults } from './faults-pieces.ts';
import { postingFaults } from './faults-posting.ts';
import { sharingFaults } from './faults-sharing.ts';
import { workFaults } from './faults-work.ts';

export type { Remedy } from './fault-row.ts';

export const faults = Object.freeze({
  letterTooLarge: row(
    'drop',
    413,
    false,
    '信件超过 256 KB，已隔离。',
    'The letter is larger than 256 KB and was set aside.',
  ),
  letterNotJson: row(
    'drop',
    400,
    false,
    '信件不是有效的 JSON，已隔离。',
    'The letter is not valid JSON and was set aside.',
  ),
  letterTooDeep: row(
    'drop',
    400,
    false,
    '信件嵌套超过 16 层，已隔离。',
    'The letter is nested deeper than 16 levels and was set aside.',
  ),
  letterShape: row(
    'drop',
    400,
    false,
    '信件的字段不符合约定，已隔离。',
    'A field of the letter is missing or wrong; it was set aside.',
  ),
  letterVersion: row(
    'tell-person',
    400,
    false,
    '信件的版本或种类未知，已原样保存，升级后重放。',
    'The letter is of an unknown version or kind; it is kept as it came and replayed after an update.',
  ),
  letterIdentity: row(
    'tell-person',
    403,
    false,
    '信件署名的网关与登录的网关不符。',
    'The letter names another gateway than the one that sent it.',
  ),
  letterConflict: row(
    'tell-person',
    409,
    false,
    '同一编号收到内容不同的信件：安全告警。',
    'A number came again with other content: a security notice was raised.',
  ),
  letterSeqJump: row(
    'tell-person',
    409,
    false,
    '信件编号跳跃过大，已隔离。',
    'The letter number jumps too far ahead; it was set aside.',
  ),
  epochSuperseded: row(
    'tell-person',
    409,
    false,
    '已被取代的发件箱又出现：安全告警。',
    'A superseded outbox has come back: a security notice was raised.',
  ),
  episodesFull: row(
    'tell-person',
    409,
    false,
    '该库未结束的超限事件过多，新的事件已隔离：请检查网关。',
    'This store has too many open episodes; a new one was set aside: look at its gateway.',
  ),
  devicesFull: row(
    'tell-person',
    409,
    false,
    '该网关报出的设备名称超过 256 个，信件已隔离：请检查网关配置。',
    'The gateway names more than 256 devices; the letter was set aside: look at its configuration.',
  ),
  healthMany: row(
    'tell-person',
    429,
    false,
    '该网关报告的读写器、门磁变化太多，超出的不逐条列出，只计数：请检查网关或停用。',
    'This gateway tells of more changes of readers and door contacts than anybody can read: what is beyond is counted and not listed. Check the gateway, or turn it away.',
  ),
  sweepsMany: row(
    'tell-person',
    429,
    false,
    '该网关的盘点过于频繁：信件已留存，但不再与账面比对。请检查网关。',
    'The gateway sweeps its rooms too often: the letters are kept but no longer held against the book. Look at the gateway.',
  ),
  epochUnknown: row(
    'reread',
    409,
    false,
    '信件的发件箱未经登记，已隔离，并请网关重新登记。',
    'The letter is of an outbox that was never announced; it was set aside and the gateway asked to announce itself.',
  ),
  notFound: row(
    'tell-person',
    404,
    false,
    '没有这个对象，请检查编号。',
    'There is no such thing; check the id.',
  ),
  badQuery: row(
    'tell-person',
    400,
    false,
    '查询参数有误，请按说明修改。',
    'A query parameter is wrong; correct it as described.',
  ),
  methodNotAllowed: row(
    'tell-person',
    405,
    false,
    '此地址不支持这种操作。',
    'This address does not support that method.',
  ),
  foreignOrigin: row(
    'tell-person',
    403,
    false,
    '请求来自其他站点，或所用地址不是本服务器的，已拒绝。请用证书上的名称打开，或在本机打开。',
    'The request comes from another site, or by an address that is not this server’s, and was refused. Open it by a name of its certificate, or on its own computer.',
  ),
  storeBusy: row('retry', 503, true, '数据库正忙，请稍后重试。', 'The store is busy; try again shortly.'),
  diskFull: row(
    'tell-person',
    507,
    true,
    '磁盘已满，请腾出空间；已确认的数据没有丢失。',
    'The disk is full: make room. Nothing that was acknowledged is lost.',
  ),
  climateDown: row(
    'retry',
    503,
    true,
    '温湿度数据库连接不上，请稍后重试；测点先存在本机排队。',
    'The climate server can not be reached; try again later. Points wait on this computer.',
  ),
  climateRefused: row(
    'tell-person',
    502,
    false,
    '温湿度数据库拒绝访问，请检查设置中的令牌、组织和数据库名。',
    'The climate server refuses this one: check its token, organisation and bucket in the settings.',
  ),
  bodyTooLarge: row('tell-person', 413, false, '提交的内容过大。', 'What was sent is too large.'),
  bodyType: row('fix-code', 415, false, '提交的内容必须是 JSON。', 'What is sent has to be JSON.'),
  hiddenSigns: row(
    'tell-person',
    422,
    false,
    '文字中有看不见的字符（控制符、零宽字符、改变书写方向的符号或半个字符）：请删去后重新输入。',
    'A text holds signs that nobody sees: of control, without width, that turn it around, or half a character. Take them out and write it again.',
  ),
  bodyBroken: row(
    'fix-code',
    400,
    false,
    '提交的内容不完整，或不是 JSON，请重新提交。',
    'What came is no whole JSON; send it again.',
  ),
  bodyShape: row(
    'tell-person',
    422,
    false,
    '提交的内容有误，请按提示修改。',
    'Something sent is wrong; correct it as described.',
  ),
  ...peopleFaults,
  ...handheldFaults,
  ...hookFaults,
  ...documentFaults,
  ...goodsOutFaults,
  ...approvalFaults,
  ...catalogueFaults,
  ...countFaults,
  ...coverageFaults,
  ...kitFaults,
  ...leaseFaults,
  ...listFaults,
  ...photoFaults,
  ...pieceFaults,
  ...postingFaults,
  ...sharingFaults,
  ...workFaults,
  ...importFaults,
  internal: row('fix-code', 500, false, '程序内部错误，已记录。', 'An internal error; it was logged.'),
});

export type FaultCode = keyof typeof faults;

/** The one error type: its code says everything else. `detail` is for the log and the person, never for deciding. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: string;
  constructor(code: FaultCode, detail = '') {
    super(detail ? `${faults[code].en} (${detail})` : faults[code].en);
    this.name = 'Fault';
    this.code = code;
    this.detail = detail;
  }
}
