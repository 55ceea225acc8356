/** The one page the installer sees in the store. No script, so that it works in any browser and under any policy. */
import type { Facts } from './facts.ts';
import { alarmWords, firstRead, lineWords, probeWords, readerWords, type Words } from './words.ts';

export const refreshSeconds = 3;

export function page(facts: Facts): string {
  const { gateway, site, now, line, outbox, inView, alarms, damaged } = facts;
  const words = lineWords(line.state, line.why);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="${refreshSeconds}"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(gateway)} · 常平网关</title><style>${style}</style></head><body><main>
<header><div><p>常平网关 <i>Changping gateway</i></p><h1>${text(gateway)} <small>${text(site)}</small></h1></div>
${pill(words)}</header>
${alarms.map((alarm) => notice(alarmWords[alarm], alarm === 'damagedFile' ? (damaged ?? '') : '')).join('')}
${words.doZh && !alarms.includes('superseded') ? notice(words, line.why) : ''}
<section class="figures">
${figure('在场标签', 'Tags in view', inView)}
${figure('待确认信件', 'Letters waiting', outbox.depth)}
${figure('已编号信件', 'Letters numbered', outbox.last)}
${figure('上次确认', 'Last thanks', ago(line.thankedAt, now))}
</section>
<h2>读写器 <i>Readers</i></h2>${facts.readers.map((each) => reader(each, now)).join('') || none}
<h2>最近读取 <i>Latest reads</i></h2>${latest(facts)}
<h2>温湿度 <i>Climate</i></h2>${facts.probes.map((each) => probe(each, now)).join('') || none}
<h2>丢弃计数 <i>Drops, counted</i></h2>
<dl>${drops(facts)
    .map(([zh, en, n]) => `<div${n ? ' class="some"' : ''}><dt>${zh} <i>${en}</i></dt><dd>${n}</dd></div>`)
    .join('')}</dl>
<footer>密钥指纹 <i>key fingerprint</i> <b>${facts.fingerprint}</b> · 每 ${refreshSeconds} 秒自动刷新 <i>refreshes by itself</i> · ${text(new Date(now).toISOString().slice(0, 19).replace('T', ' '))} UTC</footer>
</main></body></html>`;
}

const none = '<p class="none">未配置 <i>None configured</i></p>';

function reader(each: Facts['readers'][number], now: number): string {
  const isNew = each.state === 'reading' && each.reads === 0;
  const words = isNew ? firstRead : readerWords[each.state];
  return card(each.reader, words, each.state === 'disconnected' ? each.why : '', [
    ['上次读取', 'last read', ago(each.lastReadAt, now)],
    ['每秒读取', 'reads a second', each.perSecond],
    ['累计读取', 'reads', each.reads],
    ['噪声字节', 'noise bytes', each.noiseBytes],
    ['坏帧', 'bad frames', each.badFrames],
    ['坏标签', 'unreadable tags', each.badNotices],
    ...portalCells(each),
    ...doorCells(each),
    ...lampCells(each),
  ]);
}

/** Of a portal only. */
const portalCells = ({ dropped, skipped, lostByReader }: Facts['readers'][number]): Cell[] =>
  dropped === undefined
    ? []
    : [
        ['超量未读', 'beyond the limit', dropped],
        ['未知字段', 'fields nobody knows', skipped ?? 0],
        ['读写器自身丢失', 'lost by the reader', lostByReader ?? 0],
      ];

const doorWords = { open: '开 open', closed: '关 closed', unknown: '不明 unknown' };
const doorCells = ({ door }: Facts['readers'][number]): Cell[] =>
  door ? [['库门', 'door', doorWords[door.is]]] : [];

const lampCells = ({ lamp }: Facts['readers'][number]): Cell[] =>
  lamp === undefined
    ? []
    : [
        [
          '门灯输出口',
          'lamp outputs',
          lamp === 'refused' ? '读写器拒绝 refused' : lamp.join(' ') || '灭 off',
        ],
      ];

function probe(each: Facts['probes'][number], now: number): string {
  const { reading } = each;
  return card(`${each.probe} · ${each.zone}`, probeWords[each.state], each.state === 'ok' ? '' : each.why, [
    ['温度', 'temperature', reading?.celsius == null ? '—' : `${reading.celsius.toFixed(1)} °C`],
    ['湿度', 'humidity', reading?.humidity == null ? '—' : `${reading.humidity.toFixed(0)} %`],
    ['上次读数', 'last reading', ago(each.lastReadingAt, now)],
  ]);
}

function latest({ latest: sights, now }: Facts): string {
  if (!sights.length) return '<p class="none">尚无标签在场 <i>No tag in view</i></p>';
  const rows = sights.map(
    ({ reader: by, epc, rssi, last }) =>
      `<tr><td class="epc">${text(epc)}</td><td>${text(by)}</td><td class="n">${rssi ?? '—'}</td><td class="n">${ago(last, now)}</td></tr>`,
  );
  return `<table><tr><th>标签 <i>tag</i></th><th>读写器 <i>reader</i></th><th class="n">信号 <i>dBm</i></th><th class="n">读于 <i>read</i></th></tr>${rows.join('')}</table>`;
}

const drops = ({ outbox, overflow, echoes, late, ringDropped }: Facts): [string, string, number][] => [
  ['磁盘已满拒收', 'refused by a full disk', outbox.refusedByDisk],
  ['未能写入', 'could not be written', outbox.unwritten],
  ['暂存内存', 'held in memory', outbox.held],
  ['曲线抽稀', 'curve points thinned', outbox.thinned],
  ['服务器隔离', 'set aside by the server', outbox.refusedByServer],
  ['超量标签', 'tags beyond the limit', overflow],
  ['重复通行未再报', 'echoes of a trip, told once', echoes],
  ['判定迟到，门灯未亮', 'verdicts too late for the lamp', late],
  ['原始读取未留存', 'raw reads not kept', ringDropped],
];

type Cell = [string, string, string | number];

const card = (name: string, words: Words, why: string, cells: Cell[]) =>
  `<article><h3>${text(name)} ${pill(words)}</h3>${advice(words, why)}<dl>${cells
    .map(([zh, en, value]) => `<div><dt>${zh} <i>${en}</i></dt><dd>${text(String(value))}</dd></div>`)
    .join('')}</dl></article>`;
const pill = ({ mood, zh, en }: Words) => `<b class="pill ${mood}">${zh} <i>${en}</i></b>`;
const advice = ({ doZh, doEn }: Words, why: string) =>
  doZh ? `<p class="do">${doZh}<br><i>${doEn}</i>${why ? `<br><code>${text(why)}</code>` : ''}</p>` : '';
const notice = (words: Words, why: string) =>
  `<section class="notice ${words.mood}"><strong>${words.zh} <i>${words.en}</i></strong>${advice(words, why)}</section>`;
const figure = (zh: string, en: string, value: string | number) =>
  `<div><b>${text(String(value))}</b><span>${zh} <i>${en}</i></span></div>`;

function ago(at: number | null, now: number): string {
  if (at === null) return '—';
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 120) return `${seconds} s 前`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min 前` : `${Math.round(seconds / 3600)} h 前`;
}

const text = (raw: string) => raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `
:root{color-scheme:light dark;--ink:#16211c;--soft:#5b6963;--line:#dde4e0;--card:#fff;--ground:#f3f6f4;--well:#0b6b43;--odd:#8a5a00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6ede9;--soft:#9aa8a1;--line:#2f3a35;--card:#1b231f;--ground:#121815;--well:#5fd39a;--odd:#f0b955;--bad:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:24px 20px 40px}i{font-style:normal;color:var(--soft);font-size:.86em}
header{display:flex;justify-content:space-between;align-items:end;gap:16px;flex-wrap:wrap}header p{margin:0;color:var(--soft)}
h1{margin:0;font-size:30px;line-height:1.2}h1 small{font-size:18px;font-weight:400;color:var(--soft)}h2{font-size:17px;margin:28px 0 10px}h3{margin:0;font-size:16px;display:flex;justify-content:space-between;gap:12px;align-items:center;flex-wrap:wrap}
.pill{font-size:14px;font-weight:600;border:1.5px solid;border-radius:99px;padding:2px 12px;white-space:nowrap}.pill i{color:inherit}.pill::before{content:"● "}.pill.odd::before{content:"◐ "}.pill.bad::before{content:"▲ "}
.well{color:var(--well)}.odd{color:var(--odd)}.bad{color:var(--bad)}
.notice{border-left:5px solid;background:var(--card);border-radius:6px;padding:12px 16px;margin-top:16px}.notice strong{font-size:16px}.notice strong i{color:inherit}.notice .do{color:var(--ink)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-top:20px}.figures div,article,table,.none,main>dl{background:var(--card);border:1px solid var(--line);border-radius:10px}
.figures div{padding:12px 16px}.figures b{display:block;font-size:28px;line-height:1.25;font-variant-numeric:tabular-nums}
article{padding:14px 16px;margin-bottom:10px}.do{margin:8px 0 0}code{font-size:13px;color:var(--soft);overflow-wrap:anywhere}.none{padding:14px 16px;margin:0;color:var(--soft)}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(112px,1fr));gap:10px 16px;margin:12px 0 0}main>dl{margin:0;padding:14px 16px;grid-template-columns:repeat(auto-fit,minmax(180px,1fr))}dt{font-size:13px}dd{margin:0;font-size:17px;font-variant-numeric:tabular-nums}.some dd{color:var(--odd);font-weight:600}
table{width:100%;border-collapse:separate;border-spacing:0;padding:6px 16px}th{font-size:13px;font-weight:400;text-align:left;padding:6px 12px 6px 0}td{border-top:1px solid var(--line);padding:6px 12px 6px 0;font-variant-numeric:tabular-nums}.n{text-align:right}.epc{font-family:"Noto Sans Mono",ui-monospace,monospace;overflow-wrap:anywhere}
footer{margin-top:28px;color:var(--soft);font-size:13px}`;
