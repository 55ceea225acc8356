import { createHmac } from 'node:crypto';
import { feedZh } from '@changping/contracts/feed-zh';
import { type HookFormat, toldOn } from '@changping/contracts/hook-words';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureIn, type Hmac, postOf } from './format.ts';
import { harmless } from './harmless.ts';
import { type Locale, type Message, messageOf, testMessage } from './message.ts';
import { againAfter, givenUpAfter, isGivenUp, leastApart } from './pace.ts';

const locale: Locale = {
  region: '宁夏',
  hour: () => '11-26 14:05',
  names: {
    kind: (code) => (code === 'quilt' ? '棉被' : undefined),
    site: (code) => (code === 'RC-S' ? '南部区域中心库' : undefined),
  },
};
const item = (id: number, what: FeedItem['what'], detail: FeedItem['detail'], site = 'RC-S'): FeedItem => ({
  ...{ id, what, detail, at: 1732607990000 as Instant, site: site as SiteId },
});
const away = item(42, 'offline', { gateway: 'gw-1' });
const late = (id: number) => item(id, 'overdue', { document: `HO-${id}` });

it('tells what waits in one message, in the language that was chosen', () => {
  const items = [item(41, 'nearExpiry', { kind: 'quilt', lots: 2, pieces: 30, on: '2026-12-01' }), away];
  expect(messageOf(items, 'wecom', 'zh', locale)).toMatchObject({
    number: 42,
    text: `【常平】宁夏 2 条通知 #42
11-26 14:05 南部区域中心库：棉被 2 个批次临期，共 30 件，最早 2026-12-01 到期
11-26 14:05 南部区域中心库：网关 gw-1 离线`,
  });
  expect(messageOf([away], 'wecom', 'en', locale).text).toBe(
    `【常平 Changping】宁夏: 1 notice #42
11-26 14:05 南部区域中心库: Gateway gw-1 went offline`,
  );
  expect(testMessage('zh', locale).text).toContain('常平');
});

it('can tell every line of the feed but what goes its usual way', () => {
  const told = Object.values(toldOn).flat();
  expect([...told, 'arrived', 'passage', 'sweep'].sort()).toEqual(Object.keys(feedZh).sort());
});

it('takes as many as the format does, and leaves the rest for the next message', () => {
  const items = Array.from({ length: 250 }, (_, n) => late(n + 1));
  const bytes = (text: string) => Buffer.byteLength(text);
  const wecom = messageOf(items, 'wecom', 'zh', locale);
  expect(bytes(wecom.text)).toBeLessThanOrEqual(2048);
  expect(wecom.notices.length).toBeGreaterThan(8);
  expect(wecom.number).toBe(wecom.notices.length);
  const feishu = messageOf(items, 'feishu', 'zh', locale);
  expect(bytes(postOf({ ...robot, format: 'feishu' }, feishu, at, hmac).body)).toBeLessThan(20_000);
  expect(messageOf(items, 'sha256', 'en', locale).notices).toHaveLength(100);
  const long = item(7, 'overdue', { document: '长'.repeat(5000) });
  expect(bytes(messageOf([long], 'wecom', 'zh', locale).text)).toBeLessThanOrEqual(2048);
});

it.each([
  ['<at user_id="all">', '＜at user_id="all"＞'],
  ['<@zhang>', '＜＠zhang＞'],
  ['[看这里](http://evil.example)', '［看这里］(http：//evil.example)'],
  ['www.evil.example', 'www．evil.example'],
  ['# 标题\n> 引用 **粗** `码` ~', '＃ 标题 ＞ 引用 ＊＊粗＊＊ ｀码｀ ~'],
  ['a\u202eb\u200b\u0000c\u2028d', 'a b c d'],
  ['网关 gw_1-a（北）', '网关 gw_1-a（北）'],
])('makes %j harmless', (text, made) => {
  expect(harmless(text)).toBe(made);
});
it('leaves no sign of a command in any text, and always one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const made = harmless(text);
      expect(made).not.toMatch(/[<>@[\]`*#\\|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|:\/\//u);
      expect([...made].length).toBeLessThanOrEqual(300);
    }),
  );
});

const robot = {
  id: '0198',
  url: 'https://robot.example/send?access_token=ab',
  secret: 'SEC0123456789abcdef',
};
const at = 1732608000000 as Instant;
const hmac: Hmac = (algorithm, key, text, as) => createHmac(algorithm, key).update(text).digest(as);
const message: Message = {
  ...{ number: 42, text: '甲' },
  notices: [{ ...late(42), detail: { document: 'HO-1' }, text: '乙' }].map(
    ({ id, at, site, what, detail, text }) => ({ id, at, site, what, detail, text }),
  ),
};
const ours =
  '{"id":"0198-42","at":1732608000000,"isTest":false,"text":"甲","notices":[{"id":42,"at":1732607990000,"site":"RC-S","what":"overdue","detail":{"document":"HO-1"},"text":"乙"}]}';
/** The signatures were made by Python's hmac, as the robots' documents do it, and by openssl dgst -hmac. */
const golden: [HookFormat, string, string, Record<string, string>][] = [
  [
    'dingtalk',
    'https://robot.example/send?access_token=ab&timestamp=1732608000000&sign=Ey%2FJvZe02Xt%2FLKC9s1P0%2FTo7EKGWhY1njOThpKGisvc%3D',
    '{"msgtype":"text","text":{"content":"甲"}}',
    {},
  ],
  ['wecom', robot.url, '{"msgtype":"text","text":{"content":"甲"}}', {}],
  [
    'feishu',
    robot.url,
    '{"timestamp":"1732608000","sign":"ALzdwcl0NKmR9L4MhcKCvg21ZGFsvlf4vpk3OCWClko=","msg_type":"text","content":{"text":"甲"}}',
    {},
  ],
  [
    'sm3',
    robot.url,
    ours,
    {
      'changping-id': '0198-42',
      'changping-timestamp': '1732608000000',
      'changping-signature': 'sm3=1fed988c1a7990a3214ba513086518b7cf2324527d577d1bd6d44b9631138c62',
    },
  ],
  [
    'sha256',
    robot.url,
    ours,
    {
      'changping-id': '0198-42',
      'changping-timestamp': '1732608000000',
      'changping-signature': 'sha256=ed0dff71bb70f5b30f92cc65d4ef918071a3668530323bf511853b547ec45846',
    },
  ],
];
it.each(golden)('speaks %s to the byte', (format, url, body, headers) => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  expect(postOf({ ...robot, format }, message, at, hmac)).toEqual({
    url,
    body,
    headers: { ...json, ...headers },
  });
});
it('signs nothing without a secret', () => {
  expect(postOf({ ...robot, secret: null, format: 'dingtalk' }, message, at, hmac).url).toBe(robot.url);
  const { body } = postOf({ ...robot, secret: null, format: 'feishu' }, message, at, hmac);
  expect(body).toBe('{"msg_type":"text","content":{"text":"甲"}}');
});

it.each<[HookFormat, number, string, unknown]>([
  ['dingtalk', 200, '{"errcode":0,"errmsg":"ok"}', null],
  ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', { why: 'refused', detail: '310000' }],
  ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', { why: 'refused', detail: '93000' }],
  ['feishu', 200, '{"code":0,"msg":"success","data":{}}', null],
  ['feishu', 200, '{"StatusCode":0,"StatusMessage":"success"}', null],
  ['feishu', 200, '{"code":19021,"msg":"sign match fail"}', { why: 'refused', detail: '19021' }],
  ['feishu', 400, '{"code":9499}', { why: 'status', detail: '400' }],
  ['wecom', 200, '<html>', { why: 'answer', detail: '' }],
  ['wecom', 200, 'null', { why: 'answer', detail: '' }],
  ['wecom', 200, '{"errcode":"0"}', { why: 'answer', detail: '' }],
  ['sm3', 204, '', null],
  ['sha256', 500, '', { why: 'status', detail: '500' }],
  ['sha256', 302, '', { why: 'redirect', detail: '302' }],
  ['dingtalk', 307, '{"errcode":0}', { why: 'redirect', detail: '307' }],
])('%s answers %d %s', (format, status, body, failure) => {
  expect(failureIn(format, status, body)).toEqual(failure);
});

it('waits longer after each failure, an hour at the most, and gives a notice up after a day', () => {
  expect([1, 2, 3, 10, 60].map((n) => againAfter(n, 0.5))).toEqual([
    5000, 10_000, 20_000, 2_560_000, 3_600_000,
  ]);
  expect([againAfter(1, 0), againAfter(1, 1)]).toEqual([3750, 6250]);
  expect(60_000 / leastApart).toBeLessThan(20);
  expect(isGivenUp(0 as Instant, (givenUpAfter - 1) as Instant)).toBe(false);
  expect(isGivenUp(0 as Instant, givenUpAfter as Instant)).toBe(true);
});
