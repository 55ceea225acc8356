/** What a person in the store reads about readers, probes and the line: the state, and what to do about it. */
import type { ProbeState, ReaderState } from '@changping/contracts/letters';
import { superseded } from '../uplink.ts';
import type { Alarm } from './alarms.ts';

export type Mood = 'well' | 'odd' | 'bad';
export type Words = { mood: Mood; zh: string; en: string; doZh?: string; doEn?: string };

export const readerWords: Record<ReaderState, Words> = {
  reading: { mood: 'well', zh: '正常', en: 'Well' },
  silent: {
    ...{ mood: 'bad', zh: '无应答', en: 'No answer' },
    doZh: '线路已通，但读写器不说话：检查读写器电源，再检查收发两线是否接反。',
    doEn: 'The line is open but the reader says nothing: check its power, then whether its two data wires are swapped.',
  },
  wrongBaud: {
    ...{ mood: 'bad', zh: '只有乱码', en: 'Garbage only' },
    doZh: '波特率多半不对：M100 出厂为 115200，请核对配置中的 baud；也可能不是 M100 系列读写器。',
    doEn: 'Almost always the baud rate: an M100 leaves the factory at 115200, compare “baud” in the configuration. Or it is no reader of the M100 family.',
  },
  flooding: {
    ...{ mood: 'odd', zh: '读取过多', en: 'Too many reads' },
    doZh: '读取速度超过任何读写器的能力：检查这条线路上接的是什么。',
    doEn: 'Faster than any reader can read: look what is connected to this line.',
  },
  disconnected: {
    ...{ mood: 'bad', zh: '未连接', en: 'Not connected' },
    doZh: '检查线缆、转换器和配置中的端口；接好后会自动恢复。',
    doEn: 'Check the cable, the adapter and the port in the configuration; it comes back by itself.',
  },
};

export const firstRead: Words = {
  ...{ mood: 'odd', zh: '等待标签', en: 'Waiting for a tag' },
  doZh: '读写器有应答。请将一枚标签放到天线前，读取会出现在下方。',
  doEn: 'The reader answers. Hold a tag to the antenna: its read appears below.',
};

export const probeWords: Record<ProbeState, Words> = {
  ok: { mood: 'well', zh: '正常', en: 'Well' },
  stale: {
    ...{ mood: 'bad', zh: '无读数', en: 'No reading' },
    doZh: '连续三次没有读数：检查探头电源、A/B 线极性、站号（unit）和波特率。',
    doEn: 'Three polls without a reading: check its power, the polarity of A and B, its unit number and the baud rate.',
  },
  disconnected: {
    ...{ mood: 'bad', zh: '未连接', en: 'Not connected' },
    doZh: '检查线缆、转换器和配置中的端口；接好后会自动恢复。',
    doEn: 'Check the cable, the adapter and the port in the configuration; it comes back by itself.',
  },
};

export const alarmWords: Record<Alarm, Words> = {
  diskFull: {
    ...{ mood: 'bad', zh: '磁盘已满', en: 'The disk is full' },
    doZh: '请立即腾出空间：库存与超限信件暂存内存，温湿度曲线正在抽稀。腾出空间后自动恢复。',
    doEn: 'Make room now: letters of stock and breaches wait in memory, the climate curve is being thinned. It recovers by itself.',
  },
  damagedFile: {
    ...{ mood: 'bad', zh: '发件箱文件曾损坏', en: 'The outbox file was damaged' },
    doZh: '已移到下列文件夹保存，并以新的编号继续。请检查磁盘，并将该文件夹交给管理员。',
    doEn: 'It was moved to the folder below and the gateway goes on under a new epoch. Check the disk and hand the folder to the administrator.',
  },
  doorContact: {
    ...{ mood: 'odd', zh: '门磁失效', en: 'A door contact fails' },
    doZh: '门磁与通行不符：检查门磁、接线及配置中 door 的 input 与 open。在此期间按无门磁方式计数。',
    doEn: 'What it tells does not go with what passes: check the contact, its wires, and “input” and “open” of “door” in the configuration. Until then the gate counts as one without it.',
  },
  doorOpen: {
    ...{ mood: 'odd', zh: '门长时间未关', en: 'A door stands open' },
    doZh: '门已开启 15 分钟以上，或门磁卡住：请关门并检查门磁。在此期间按无门磁方式计数。',
    doEn: 'For a quarter of an hour, or its contact is stuck: close the door, check the contact. Until then the gate counts as one without it.',
  },
  superseded: {
    ...{ mood: 'bad', zh: '编号已被另一台网关取代', en: 'Another gateway runs under this name' },
    doZh: '可能有两台网关同名运行：停掉一台。信件保存在本机，稍后自动重试。',
    doEn: 'Two gateways may be running under one name: end one. The letters stay on this disk and are tried again later.',
  },
};

const causes: [RegExp, Words][] = [
  [
    /ECONNREFUSED/,
    {
      ...{ mood: 'odd', zh: '服务器未应答', en: 'Nobody listens there' },
      doZh: '服务器未运行，或 server.url 的端口不对。',
      doEn: 'The server is not running, or the port in server.url is wrong.',
    },
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    {
      ...{ mood: 'odd', zh: '找不到服务器', en: 'No such server' },
      doZh: '核对 server.url 的名称与域名服务。',
      doEn: 'Check the name in server.url and the name service.',
    },
  ],
  [
    /not authorized|bad user ?name/i,
    {
      ...{ mood: 'bad', zh: '服务器拒绝登录', en: 'The server refuses the login' },
      doZh: '新网关在等待批准：请管理员核对本页底部的密钥指纹后批准。已登记的网关请检查密钥文件。',
      doEn: 'A new gateway waits for approval: whoever runs the server compares the key fingerprint below and lets it in. One that was registered: check its key file.',
    },
  ],
  [
    /certificate|altnames|ERR_TLS/i,
    {
      ...{ mood: 'bad', zh: '服务器证书不可信', en: 'The server’s certificate is not trusted' },
      doZh: '核对配置中的 server.caFile 与本机时钟；若两者无误，线路上可能有人冒充服务器。',
      doEn: 'Check server.caFile in the configuration and this computer’s clock; if both are right, somebody on the line may be posing as the server.',
    },
  ],
  [new RegExp(superseded), alarmWords.superseded],
];

export const lineWords = (state: 'online' | 'offline', why: string): Words =>
  state === 'online'
    ? { mood: 'well', zh: '在线', en: 'Online' }
    : (causes.find(([pattern]) => pattern.test(why))?.[1] ?? {
        ...{ mood: 'odd', zh: '离线', en: 'Offline' },
        doZh: '信件保存在本机，线路恢复后自动补传。',
        doEn: 'Letters are kept on this disk and sent when the line is back.',
      });
