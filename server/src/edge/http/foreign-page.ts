/** What a person reads whose browser came by an address that is not ours, or by a link of another site: what happened, and how to come in. Scripts read the same refusal as JSON. */
import { createHash } from 'node:crypto';

type Came = {
  /** As the browser named us. */
  host: string;
  /** Does that mean us? Then another site led here, and whoever meant to come goes on by a link of ours. */
  isOurs: boolean;
  /** What was to be opened, with what stands behind the "?". */
  path: string;
  isSecure: boolean;
};

export function foreignPage({ host, isOurs, path, isSecure }: Came): string {
  const scheme = isSecure ? 'https' : 'http';
  // With the host before it, for a path may begin with two slashes and so name another.
  const door = isOurs
    ? `${scheme}://${host}${path}`
    : `${scheme}://localhost${/:\d{1,5}$/.exec(host)?.[0] ?? ''}/`;
  const name = `<b>${text(host.slice(0, 100))}</b>`;
  const [zh, en] = isOurs
    ? [
        '您是从其他网站的链接来到这里的。为防止别的网站借您的身份操作，没有直接打开。如果是您自己要打开，请点下面的链接。',
        'A link of another website led here. So that no other site can act in your name, it was not opened at once. If you meant to come here, go on by the link below.',
      ]
    : isSecure
      ? [
          `${name} 不是本服务器的地址，已拒绝打开。请用服务器证书上的名称打开（可向系统管理员询问）；在服务器本机上，请点下面的链接。`,
          `${name} is not an address of this server, so it was not opened. Open it by a name of its certificate; the system administrator knows it. On the server’s own computer use the link below.`,
        ]
      : [
          `${name} 不是本服务器的地址，已拒绝打开。未设证书的服务器只在本机上使用：请在服务器本机上点下面的链接。要从其他计算机打开，请系统管理员为服务器设置证书。`,
          `${name} is not an address of this server, so it was not opened. Without a certificate it answers its own computer alone: use the link below there. To open it from other computers, ask the system administrator to give it a certificate.`,
        ];
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>未打开 Not opened · 常平 Changping</title><style>${style}</style></head><body><main>
<p>常平 <span lang="en">Changping</span></p>
<h1>未打开 <span lang="en">Not opened</span></h1>
<p>${zh}</p><p lang="en">${en}</p>
<p><a href="${text(door)}" rel="noreferrer">${text(door)}</a></p>
</main></body></html>`;
}

const text = (raw: string) => raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark;--ink:#16211c;--soft:#5b6963;--line:#dde4e0;--card:#fff;--ground:#f3f6f4;--door:#00598c}
@media(prefers-color-scheme:dark){:root{--ink:#e6ede9;--soft:#9aa8a1;--line:#2f3a35;--card:#1b231f;--ground:#121815;--door:#7cc4f0}}
body{margin:0;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:8px 24px 16px;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow-wrap:anywhere}
h1{margin:0;font-size:26px;line-height:1.3}p [lang],p[lang],h1 [lang]{color:var(--soft)}h1 [lang]{font-size:18px;font-weight:400}a{display:inline-block;min-height:24px;color:var(--door)}`;

/** Nothing but its own style, by its sum. */
export const foreignPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
