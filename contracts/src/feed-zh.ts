/** One line of the feed as a sentence, in Chinese: for the pages, and for whoever else is told. */
import { doorZh } from './door-zh.ts';
import type { Told } from './feed-told.ts';
import { named } from './named.ts';

export const directions: Record<string, string> = named({
  in: '入',
  out: '出',
  turnedBack: '折返',
  unclear: '方向不明',
});
export const zoneNames: Record<string, string> = named({
  receiving: '收货区',
  ordinary: '常温区',
  cold: '恒温区',
  dangerous: '危险品区',
  inspection: '待检区',
});
const measures: Record<string, string> = { celsius: '温度', humidity: '湿度', data: '数据' };
export const causes: Record<string, string> = { above: '高于上限', below: '低于下限', noData: '无数据' };
export const readerStates: Record<string, string> = {
  reading: '读取中',
  silent: '无读数',
  flooding: '读数泛滥',
  wrongBaud: '波特率不符',
  disconnected: '未连接',
};
const withUnit = (measure: string | undefined, n: number) =>
  measure === 'humidity' ? `${n.toFixed(0)} %` : `${n.toFixed(1)} °C`;
const paper = (number: string | undefined) => (number ? `，单据 ${number}` : '');

export const feedZh = {
  arrived: ({ pieces, kind, document }: Told) => `${kind ?? '物资'} ${pieces} 件入库${paper(document)}`,
  seenElsewhere: ({ pieces, home }: Told) => `识读到属于${home ?? '别处'}的 ${pieces} 件`,
  unknownTag: ({ pieces }: Told) => `识读到 ${pieces} 个未登记的标签`,
  unconfirmed: ({ pieces }: Told) => `${pieces} 件待确认：没有与之相符的预期单`,
  blankTag: ({ pieces }: Told) => `识读到 ${pieces} 个空白标签，请补写`,
  overdue: ({ document }: Told) => `单据 ${document} 逾期未了：应还的物资、应补的手续、签字或照片还没有来`,
  copiedCode: ({ piece, kind, home }: Told) =>
    `${kind ?? '物资'} ${piece} 的编码同时出现在本库和${home ?? '别处'}，来不及运到：其中一张标签可能是复制的，请核对两地实物并换签`,
  bookFault: ({ faults, differences }: Told) =>
    `账本校验不符：${faults ?? 0} 处链断裂，${differences ?? 0} 处库存差异，请立即报告审计`,
  gatewayWaiting: ({ gateway }: Told) => `新网关 ${gateway} 等待批准`,
  gatewayAdmitted: ({ gateway, fingerprint }: Told) =>
    `安装员在控制台批准了网关 ${gateway}，密钥指纹 ${fingerprint}`,
  gatewayRefused: ({ gateway, fingerprint }: Told) =>
    `安装员在控制台拒绝了网关 ${gateway}，密钥指纹 ${fingerprint}`,
  leftWithoutOrder: ({ pieces, kind }: Told) => `${kind ?? '物资'} ${pieces} 件无单出库`,
  nearExpiry: ({ kind, lots, amount, on }: Told) =>
    `${kind ?? '物资'} ${lots ?? 1} 个批次临期${amount === undefined ? '' : `，共 ${amount} 件`}${on ? `，最早 ${on} 到期` : ''}`,
  expired: ({ kind, lots, amount, on }: Told) =>
    `${kind ?? '物资'} ${lots ?? 1} 个批次过期${amount === undefined ? '' : `，共 ${amount} 件`}${on ? `，最早 ${on} 到期` : ''}`,
  noticeClosed: ({ kind, lots, step }: Told) =>
    `${kind ?? '物资'} ${lots ?? 1} 个${step === 'expired' ? '过期' : '临期'}批次已不在库，提醒了结`,
  passage: ({ pieces, reader, direction }: Told) =>
    `${reader ?? '门'} ${directions[direction ?? ''] ?? '过门'} ${pieces} 件`,
  sweep: ({ zone, expected, missing, extra, strange }: Told) =>
    `${zoneNames[zone ?? ''] ?? zone}巡读：应有 ${expected ?? 0} 件，缺 ${missing ?? 0}，错位 ${extra ?? 0}，外来 ${strange ?? 0}`,
  breachOpened: ({ probe, measure, cause, value, limit }: Told) =>
    cause === 'noData'
      ? `探头 ${probe} 没有数据`
      : `${probe} ${measures[measure ?? ''] ?? ''}${causes[cause ?? ''] ?? '超限'}${value === undefined ? '' : ` ${withUnit(measure, value)}`}${limit === undefined ? '' : `（限值 ${withUnit(measure, limit)}）`}`,
  breachClosed: ({ probe, measure, cause, worst }: Told) =>
    cause === 'noData'
      ? `探头 ${probe} 恢复数据`
      : `${probe} ${measures[measure ?? ''] ?? ''}恢复正常${worst === undefined ? '' : `，最严重时 ${withUnit(measure, worst)}`}`,
  online: ({ gateway }: Told) => `网关 ${gateway} 上线`,
  offline: ({ gateway }: Told) => `网关 ${gateway} 离线`,
  reader: ({ reader, state }: Told) => `读写器 ${reader}：${readerStates[state ?? ''] ?? state}`,
  doorFault: ({ reader, fault }: Told) => doorZh.fault(reader, fault),
  doorWell: ({ reader }: Told) => doorZh.well(reader),
  doorGone: ({ gateway, reader }: Told) => doorZh.gone(reader, gateway),
  quarantined: ({ gateway, faultZh }: Told) => `网关 ${gateway} 的一封信件被隔离。${faultZh ?? ''}`,
  security: ({ gateway, faultZh }: Told) => `安全告警，网关 ${gateway}。${faultZh ?? ''}`,
};
export type FeedSentences = typeof feedZh;
