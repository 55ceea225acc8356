/** Notices as one message: those that wait are told together, as many as the format takes. */
import { feedEn } from '@changping/contracts/feed-en';
import { type FeedNames, sentenceIn } from '@changping/contracts/feed-told';
import { feedZh } from '@changping/contracts/feed-zh';
import type { HookFormat } from '@changping/contracts/hook-words';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import { harmless } from './harmless.ts';

export type HookLang = 'zh' | 'en';
/** What of the region a message is written with. `hour`: as a clock on its wall shows it. */
export type Locale = { region: string; names: FeedNames; hour(at: Instant): string };
export type Told = {
  id: number;
  at: Instant;
  site: string;
  what: string;
  detail: FeedItem['detail'];
  text: string;
};
/** `number` names it: the same notices come under the same number again. */
export type Message = { number: number; text: string; notices: readonly Told[] };

/** Bytes of text: WeCom takes 2,048, Feishu 20 KB of body, DingTalk about as much; what we define ourselves is bounded so that a message is a message. */
const bytesMost: Readonly<Record<HookFormat, number>> = {
  wecom: 2000,
  feishu: 12_000,
  dingtalk: 12_000,
  sm3: 24_000,
  sha256: 24_000,
};
const noticesMost = 100;

/** @param items in the order of their numbers, at least one. @returns of the first of them as many as go into one message; the rest is the next. */
export function messageOf(
  items: readonly FeedItem[],
  format: HookFormat,
  lang: HookLang,
  locale: Locale,
): Message {
  const notices: Told[] = [];
  const lines: string[] = [];
  // Room for the heading, whose number of notices is not known yet.
  let bytes = bytesOf(heading(locale.region, noticesMost, Number.MAX_SAFE_INTEGER, lang));
  for (const item of items.slice(0, noticesMost)) {
    const text = textOf(item, lang, locale);
    const line = `\n${locale.hour(item.at)} ${text}`;
    bytes += bytesOf(line);
    if (notices.length && bytes > bytesMost[format]) break;
    const { id, at, site, what, detail } = item;
    notices.push({ id, at, site, what, detail, text });
    lines.push(line);
  }
  const number = notices.at(-1)?.id ?? 0;
  return { number, text: heading(locale.region, notices.length, number, lang) + lines.join(''), notices };
}

export const testMessage = (lang: HookLang, { region }: Pick<Locale, 'region'>): Message => ({
  number: 0,
  text:
    lang === 'zh'
      ? `【常平】${harmless(region)}：这是一条测试消息，收到即表示推送可用。`
      : `【常平 Changping】${harmless(region)}: this is a test; whoever reads it will be told.`,
  notices: [],
});

/** 常平 stands in both languages: it is what a robot with a keyword is given as its keyword. */
function heading(region: string, n: number, number: number, lang: HookLang): string {
  const name = harmless(region);
  return lang === 'zh'
    ? `【常平】${name} ${n} 条通知 #${number}`
    : `【常平 Changping】${name}: ${n === 1 ? '1 notice' : `${n} notices`} #${number}`;
}

function textOf(item: FeedItem, lang: HookLang, { names }: Locale): string {
  const said = sentenceIn(lang === 'zh' ? feedZh : feedEn, item, names) ?? item.what;
  const site = names.site(item.site) ?? item.site;
  return harmless(lang === 'zh' ? `${site}：${said}` : `${site}: ${said}`);
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
