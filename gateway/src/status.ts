/** What the installer sees in the store: one page and /healthz, on loopback only. No script, so it works in any browser. */
import { createServer } from 'node:http';
import type { Clock, Store } from './store.ts';

export type StatusPage = { close(): Promise<void> };

export function openStatus(store: Store, { now }: Pick<Clock, 'now'>): StatusPage | undefined {
  const { statusPort } = store.settings;
  if (statusPort === null) return undefined;
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const facts = factsOf(store, now());
    if (request.method !== 'GET') return void response.writeHead(405).end();
    if (path === '/healthz') {
      response.writeHead(facts.ok ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      return void response.end(JSON.stringify(facts));
    }
    if (path !== '/') return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(page(facts));
  });
  server.on('error', (error) =>
    process.stderr.write(`status page of ${store.settings.id}: ${error.message}\n`),
  );
  server.listen(statusPort, '127.0.0.1');
  return { close: () => new Promise((done) => server.close(() => done())) };
}

type Facts = ReturnType<typeof factsOf>;

function factsOf({ settings, outbox, uplink, readers, probes, ring, inView }: Store, now: number) {
  const counts = outbox.counts();
  return {
    ok: counts.refusedByDisk === 0,
    gateway: settings.id,
    site: settings.site,
    now,
    line: uplink.line(),
    outbox: { depth: outbox.depth(), last: outbox.last(), ...counts },
    inView: inView(),
    ringDropped: ring.dropped(),
    readers: readers.map((each) => ({ ...each.health(), badNotices: each.badNotices() })),
    probes: probes.map((each) => each.health()),
  };
}

function page({ gateway, site, now, line, outbox, inView, readers, probes }: Facts): string {
  const row = (...cells: (string | number)[]) =>
    `<tr>${cells.map((cell) => `<td>${text(String(cell))}</td>`).join('')}</tr>`;
  const age = (at: number | null) =>
    at === null ? '从未 never' : `${Math.max(0, Math.round((now - at) / 1000))} s`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width"><title>${text(gateway)}</title>
<style>body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",system-ui;margin:24px;max-width:60em}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid #ccc;font-variant-numeric:tabular-nums}</style>
<h1>网关 Gateway ${text(gateway)} · ${text(site)}</h1>
<table>
${row('线路 Line', `${line.state === 'online' ? '● 在线 online' : `○ 离线 offline: ${line.why}`}（${age(line.since)}）`)}
${row('发件箱 Outbox', `${outbox.depth} 封待确认 letters wait, ${outbox.last} 封已编号 numbered`)}
${row('已放弃 Given up', `磁盘已满拒收 refused by a full disk ${outbox.refusedByDisk} · 曲线抽稀 thinned ${outbox.thinned} · 服务器隔离 set aside by the server ${outbox.refusedByServer}`)}
${row('在场标签 Tags in view', inView)}
</table>
<h2>读写器 Readers</h2><table><tr><th>读写器 Reader<th>状态 State<th>最近读取 Last read<th>读取 Reads<th>噪声字节 Noise bytes<th>坏帧 Bad frames</tr>
${readers.map((each) => row(each.reader, each.state, age(each.lastReadAt), each.reads, each.noiseBytes, each.badFrames)).join('\n')}
</table>
<h2>温湿度 Probes</h2><table><tr><th>探头 Probe<th>状态 State<th>最近读数 Last reading</tr>
${probes.map((each) => row(each.probe, each.state, age(each.lastReadingAt))).join('\n')}
</table></html>`;
}

const text = (raw: string) => raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
