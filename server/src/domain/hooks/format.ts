/**
 * A message as each robot takes it, and its answer as it is meant. Text alone, without cards or Markdown: the same words everywhere, and nothing in them is a command.
 * DingTalk: open.dingtalk.com/document/robots/custom-robot-access; signed in the URL, key = secret, text = milliseconds, newline, secret; 20 messages a minute, then none for ten.
 * WeCom: developer.work.weixin.qq.com/document/path/91770; no signature, 2,048 bytes of text, 20 messages a minute.
 * Feishu: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot; signed in the body, key = seconds, newline, secret, and an empty text; 20 KB, 5 messages a second, 100 a minute.
 * Ours: the body is signed as hex(HMAC(secret, timestamp + "." + body)), in the header Changping-Signature; Changping-Id comes again with a repeat.
 */
import type { HookFailure, HookFormat } from '@changping/contracts/hook-words';
import type { Instant } from '@changping/contracts/units';
import type { Message } from './message.ts';

export type Hmac = (algorithm: 'sha256' | 'sm3', key: string, text: string, as: 'base64' | 'hex') => string;
export type Post = { url: string; headers: Readonly<Record<string, string>>; body: string };
type To = { id: string; url: string; format: HookFormat; secret: string | null };

/** @param at by the wall: the robots refuse a signature that is an hour old. */
export function postOf(to: To, message: Message, at: Instant, hmac: Hmac): Post {
  const { url, secret } = to;
  const { text } = message;
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  switch (to.format) {
    case 'dingtalk': {
      const signed = new URL(url);
      if (secret) {
        signed.searchParams.set('timestamp', `${at}`);
        signed.searchParams.set('sign', hmac('sha256', secret, `${at}\n${secret}`, 'base64'));
      }
      return {
        url: signed.href,
        headers,
        body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
      };
    }
    case 'wecom':
      return { url, headers, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) };
    case 'feishu': {
      const timestamp = `${Math.floor(at / 1000)}`;
      const sign = secret ? { timestamp, sign: hmac('sha256', `${timestamp}\n${secret}`, '', 'base64') } : {};
      return { url, headers, body: JSON.stringify({ ...sign, msg_type: 'text', content: { text } }) };
    }
    case 'sm3':
    case 'sha256': {
      const id = `${to.id}-${message.number || `test-${at}`}`;
      const { notices } = message;
      const body = JSON.stringify({ id, at, isTest: notices.length === 0, text, notices });
      const sign = hmac(to.format, secret ?? '', `${at}.${body}`, 'hex');
      const ours = {
        ...{ 'changping-id': id, 'changping-timestamp': `${at}` },
        'changping-signature': `${to.format}=${sign}`,
      };
      return { url, headers: { ...headers, ...ours }, body };
    }
  }
}

export type Failure = { why: HookFailure; detail: string };

/** A robot says 200 to what it refuses; its own number says why. */
export function failureIn(format: HookFormat, status: number, body: string): Failure | null {
  if (status >= 300 && status < 400) return { why: 'redirect', detail: `${status}` };
  if (status < 200 || status >= 300) return { why: 'status', detail: `${status}` };
  if (format === 'sm3' || format === 'sha256') return null;
  const code = codeIn(body, format === 'feishu' ? ['code', 'StatusCode'] : ['errcode']);
  if (code === null) return { why: 'answer', detail: '' };
  return code === 0 ? null : { why: 'refused', detail: `${code}` };
}

function codeIn(body: string, names: readonly string[]): number | null {
  try {
    const answer = JSON.parse(body) as Record<string, unknown> | null;
    const code = names.map((name) => answer?.[name]).find((value) => value !== undefined);
    return typeof code === 'number' && Number.isSafeInteger(code) ? code : null;
  } catch {
    return null;
  }
}
