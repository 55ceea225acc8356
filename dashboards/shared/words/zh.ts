/** Every word of the pages in Chinese: the first dictionary, whose shape the others keep. */
import { whole } from '../figure.ts';

import type { Age } from '../time.ts';
import { coverageZh } from './coverage-zh.ts';
import { doorZh } from './door-zh.ts';
import { enterZh } from './enter-zh.ts';
import { expiryZh } from './expiry-zh.ts';
import { directions, factsZh, zoneNames } from './facts-zh.ts';
import { gateZh } from './gate-zh.ts';
import type { Found, Told } from './told.ts';

const units = { second: '秒', minute: '分钟', hour: '小时', day: '天' };
const age = ({ n, unit }: Age) => `${n} ${units[unit]}`;
const measures: Record<string, string> = { celsius: '温度', humidity: '湿度', data: '数据' };
const causes: Record<string, string> = { above: '高于上限', below: '低于下限', noData: '无数据' };
const readerStates: Record<string, string> = {
  reading: '读取中',
  silent: '无读数',
  flooding: '读数泛滥',
  wrongBaud: '波特率不符',
  disconnected: '未连接',
};
const withUnit = (measure: string | undefined, n: number) =>
  measure === 'humidity' ? `${n.toFixed(0)} %` : `${n.toFixed(1)} °C`;
const paper = (number: string | undefined) => (number ? `，单据 ${number}` : '');

export const zh = {
  gate: gateZh,
  door: doorZh,
  lang: 'zh-CN' as string,
  product: '常平',
  command: '指挥中心',
  title: '常平 · 指挥中心',
  otherLanguage: 'English',
  otherLanguageLong: '切换到英文 Switch to English',
  skip: '跳到库点清单',
  age,
  old: (a: Age) => `${age(a)}前`,

  who: {
    sample: '示例',
    role: enterZh.role,
    out: '退出',
    leave: '退出登录',
  },
  figures: {
    label: '全区数字',
    pieces: '在库件数',
    gateways: '网关在线',
    leftWithoutOrder: '无单出库',
    breaches: '超限',
    unconfirmed: '待确认',
    discrepancies: '差异',
    waiting: '待收信件',
    open: (what: string) => `${what}：打开明细`,
  },
  connection: {
    label: '连接',
    first: '正在连接',
    live: '实时',
    lost: '正在重连',
    unreachable: '连不上',
    ageOf: (a: Age) => `数据为 ${age(a)}前`,
    lostNow: '与服务器的连接已断开，正在自动重连。',
    back: '连接已恢复，数据为最新。',
    lostBanner: (a: Age, since: string) =>
      `连接断开 ${age(a)} · 图上为 ${since} 的数据 · 正在自动重连，无需刷新`,
  },
  states: {
    loading: '正在读取…',
    connecting: '正在连接服务器…',
    connectingHint: '首次画面通常在一秒内到达。',
    unreachable: '连不上服务器',
    unreachableHint: '页面会自动重试。请确认服务器程序正在运行，且本机能访问它。',
    offline: '没有连接，未能读取。恢复连接后请重试。',
    broken: '服务器未能回答，请重试；若反复出现，请通知系统管理员。',
    again: '重试',
    more: '更多',
    older: '更早的记录',
    end: '已到最早一条',
    mapMissing: '路网没有读到，库点位置不受影响。',
    mapFailed: '地图程序没有载入，已改用简图。刷新页面可再试。',
    noWebgl: '本机不支持 WebGL，以简图显示同样的内容。',
  },
  keys: {
    label: '按键',
    search: '搜索',
    layers: '图层',
    replay: '回放',
    big: '大屏',
    back: '返回',
  },
  finding: {
    label: '需立即处置',
    leftWithoutOrder: ({ goods, pieces }: Found) => `${goods ?? '物资'} ${pieces} 件无单出库`,
    breach: ({ probe, cause, value }: Found) =>
      `${probe} ${causes[cause ?? ''] ?? '超限'}${value ? `，现为 ${value}` : ''}`,
    offline: ({ gateway }: Found) => `网关 ${gateway} 离线，数据停在离线之时`,
    reader: ({ reader, state }: Found) => `读写器 ${reader} ${readerStates[state ?? ''] ?? '异常'}`,
    door: ({ reader, fault }: Found) =>
      `${doorZh.gate(reader ?? '')}：${doorZh.faultOf[fault ?? ''] ?? doorZh.unknown}，${doorZh.doOf[fault ?? ''] ?? ''}`,
    holes: ({ pieces }: Found) => `信件缺 ${pieces} 号，正在补收`,
    discrepancies: ({ pieces }: Found) => `${pieces} 项账实差异未结`,
    expired: ({ goods, pieces, on }: Found) =>
      `${goods ?? '物资'} ${pieces} 个批次过期${on ? `，最早 ${on} 止` : ''}`,
    nearExpiry: ({ goods, pieces, on }: Found) =>
      `${goods ?? '物资'} ${pieces} 个批次临期${on ? `，最早 ${on} 止` : ''}`,
    others: (n: number) => `另有 ${n} 处`,
    fewer: '收起',
    andOthers: (kind: string, n: number) => `${kind}等 ${n + 1} 种`,
    open: '查看标签',
    calm: '全区无超限、离线、无单出库和过期',
    turn: (n: number, all: number) => `${n} / ${all}`,
  },
  trouble: {
    diskFull: '新信件留在网关，腾出空间后自动补收。',
  },
  replay: {
    name: '回放',
    start: '回放 24 小时',
    mark: '回放',
    notLive: '非实时',
    label: '回放时间轴',
    play: '播放',
    pause: '暂停',
    speed: '回放速度',
    times: (n: number) => `${n}×`,
    leave: '回到实时',
    loading: '正在读取这段时间的流水…',
    start24: '24 小时前',
    end: '现在',
    late: (a: Age) => `迟报 ${age(a)}`,
    without: '回放中没有：温湿度曲线、读写器状态、门区标签、明细和假设推演。回到实时可查看。',
    leftOff: (n: number) => `另有 ${n} 条动态未列出`,
    event: (n: number) => `${n} 条动态`,
  },
  big: {
    enter: '大屏',
    leave: '退出大屏',
    worst: '当前最需处置',
    calm: '一切正常',
  },
  place: {
    label: '地点',
    close: '关闭地点',
    county: '所在县区',
    type: '类型',
    position: '位置',
    coordinates: '经纬度',
    code: '区划代码',
    nearest: '同县区的库点',
    noSite: '本县区没有库点。',
    unknown: (id: string) => `没有编号为 ${id} 的地点。请检查链接。`,
    typeOf: {
      county_seat: '县区驻地',
      place: '乡镇、街道',
      township: '乡镇',
      town: '镇',
      subdistrict: '街道',
      unit: '其他单位',
      junction: '路口',
      toll: '收费站',
      outside: '区外地点',
    } as Record<string, string>,
  },
  search: {
    label: '搜索库点与地点',
    hint: '库点、地名、编号或英文名',
    none: '没有匹配的库点或地点。请换名称、编号或英文名试试。',
    count: (sites: number, places: number) => `${sites} 个库点${places ? ` · ${places} 个地点` : ''}`,
  },
  layers: {
    label: '图层与图例',
    show: '显示',
    coverage: '覆盖',
    roads: '路网',
    places: '地名',
    areas: '示意区划',
    grid: '经纬网',
    ties: '隶属关系',
    tiers: '库点级别',
    kind: '图上件数',
    allKinds: '全部品种',
    marks: '状态',
    assumed: '虚线：位置为假定',
  },
  map: {
    label: '库点地图',
    zoomIn: '放大',
    zoomOut: '缩小',
    whole: '全区',
    plain: '简图',
    pieces: (n: number) => `${whole(n)} 件`,
    kept: (label: string) => `${label}：仅示意，不作证明`,
  },
  tier: {
    regional: '区级中心库',
    city: '市级分库',
    county: '县（区）应急库',
    station: '基层所队装备室',
    partner: '代储企业',
    external: '区外支援',
  },
  quality: { sourced: '位置有来源', derived: '位置由推算得出', assumed: '位置为假定' },
  mark: { act: '需处置', watch: '需关注', good: '在线', none: '未接入' },
  reason: {
    leftWithoutOrder: '无单出库',
    breach: '超限',
    offline: '离线',
    reader: '读写器异常',
    door: '门磁异常',
    holes: '信件缺号',
    discrepancies: '有差异',
  },
  lineState: { online: '在线', offline: '离线', never: '从未上线' },
  readerState: readerStates,
  cause: causes,

  region: {
    label: '全区概况',
    heading: '全区概况',
    attention: '需要处理',
    calm: '没有无单出库、超限、离线、差异或临期。',
    stock: '在库物资',
    noStock: '还没有物资入库。物资经过库门后，数字会自动出现。',
    sites: '接入库点',
    ofSites: (n: number, all: number) => `${n} / ${all} 个库点已接入`,
    unknown: (id: string) => `没有编号为 ${id} 的库点。请搜索名称，或检查链接。`,
    choose: '点选地图上的库点，或按 / 搜索。',
  },
  site: {
    label: '库点',
    close: '关闭库点',
    parent: '上级',
    stock: '库存',
    kind: '品种',
    pieces: '件数',
    usable: '可用',
    held: '冻结',
    total: '合计',
    empty: '此库没有在库物资。物资经过库门并与预期单相符后计入。',
    gate: '库门',
    inField: (n: number) => `门区内 ${n} 个标签`,
    fieldEmpty: '门区内没有标签',
    noPassages: '还没有过门记录。',
    allPassages: '全部过门记录',
    pieceCount: (n: number) => `${n} 件`,
    strays: (n: number) => `旁读 ${n}`,
    otherKinds: (n: number) => `其他 ${n}`,
    unknownTags: (n: number) => `未登记标签 ${n}`,
    unexplained: (n: number) => `${n} 件无单据`,
    room: '库房巡读',
    noSweeps: '还没有巡读记录。',
    allSweeps: '全部巡读记录',
    expected: '应有',
    missing: '缺失',
    extra: '错位',
    strange: '外来',
    complete: '账实相符',
    checks: '账实',
    unconfirmed: '待确认标签',
    discrepancies: '未结差异',
    climate: '温湿度',
    noClimate: '此库没有温湿度探头。',
    noCurve: '这段时间没有读数。请检查探头与网关。',
    span: '时间跨度',
    last: (hours: number) => (hours > 48 ? `${hours / 24} 天` : `${hours} 小时`),
    now: '当前',
    gap: '缺口：无读数',
    noReading: '无读数',
    gateway: '网关',
    noGateway: '此库尚未接入网关，没有实时数据。',
    since: '自',
    lastLetter: '最近来信',
    never: '无',
    depth: '待发信件',
    holes: '缺号',
    readers: '读写器',
    noReaders: '网关没有报告读写器。',
    lastRead: '最近读取',
    noise: '杂字节',
    badFrames: '坏帧',
    reads: '读数',
    outbox: '发件箱',
    openFacts: (what: string, n: string) => `${what} ${n}：打开明细`,
  },
  coverage: coverageZh,
  expiry: expiryZh,
  facts: factsZh,
  feed: {
    label: '动态',
    heading: '动态',
    newest: '最新在前',
    empty: '还没有动态。库门识读、超限和网关上下线会出现在这里。',
    said: (site: string, sentence: string) => `${site}：${sentence}`,
    sentence: {
      arrived: ({ pieces, kind, document }: Told) => `${kind ?? '物资'} ${pieces} 件入库${paper(document)}`,
      seenElsewhere: ({ pieces, home }: Told) => `识读到属于${home ?? '别处'}的 ${pieces} 件`,
      unknownTag: ({ pieces }: Told) => `识读到 ${pieces} 个未登记的标签`,
      unconfirmed: ({ pieces }: Told) => `${pieces} 件待确认：没有与之相符的预期单`,
      blankTag: ({ pieces }: Told) => `识读到 ${pieces} 个空白标签，请补写`,
      bookFault: ({ faults, differences }: Told) =>
        `账本校验不符：${faults ?? 0} 处链断裂，${differences ?? 0} 处库存差异，请立即报告审计`,
      gatewayWaiting: ({ gateway }: Told) => `新网关 ${gateway} 等待批准`,
      gatewayAdmitted: ({ gateway, fingerprint }: Told) =>
        `安装员在控制台批准了网关 ${gateway}，密钥指纹 ${fingerprint}`,
      gatewayRefused: ({ gateway, fingerprint }: Told) =>
        `安装员在控制台拒绝了网关 ${gateway}，密钥指纹 ${fingerprint}`,
      leftWithoutOrder: ({ pieces, kind }: Told) => `${kind ?? '物资'} ${pieces} 件无单出库`,
      nearExpiry: ({ kind, lots, pieces, on }: Told) =>
        `${kind ?? '物资'} ${lots ?? 1} 个批次临期，共 ${pieces} 件${on ? `，最早 ${on} 到期` : ''}`,
      expired: ({ kind, lots, pieces, on }: Told) =>
        `${kind ?? '物资'} ${lots ?? 1} 个批次过期，共 ${pieces} 件${on ? `，最早 ${on} 到期` : ''}`,
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
      doorFault: ({ reader, fault }: Told) =>
        `${doorZh.gate(reader ?? '')}：${doorZh.faultOf[fault ?? ''] ?? doorZh.unknown}`,
      doorWell: ({ reader }: Told) => `${doorZh.gate(reader ?? '')}：门磁恢复正常`,
      quarantined: ({ gateway, faultZh }: Told) => `网关 ${gateway} 的一封信件被隔离。${faultZh ?? ''}`,
      security: ({ gateway, faultZh }: Told) => `安全告警，网关 ${gateway}。${faultZh ?? ''}`,
    },
    unknown: (what: string) => `事件 ${what}`,
  },
};

export type Words = typeof zh;
