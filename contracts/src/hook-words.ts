/** Hooks: in whose format they are told, of what, and how a message can fail. */
import { words } from './document-words.ts';
import type { FeedItem } from './live.ts';

export const hookFormats = words({
  dingtalk: ['钉钉', 'DingTalk'],
  wecom: ['企业微信', 'WeCom'],
  feishu: ['飞书', 'Feishu'],
  sm3: ['JSON（HMAC-SM3 签名）', 'JSON, signed with HMAC-SM3'],
  sha256: ['JSON（HMAC-SHA256 签名）', 'JSON, signed with HMAC-SHA256'],
});
export type HookFormat = keyof typeof hookFormats;

/** `never`: the robot's whole address is its secret. */
export const hookSecrets: Readonly<Record<HookFormat, 'never' | 'optional' | 'always'>> = Object.freeze({
  dingtalk: 'optional',
  wecom: 'never',
  feishu: 'optional',
  sm3: 'always',
  sha256: 'always',
});

/** What a hook can be told of, each several lines of the feed. */
export const hookTopics = words({
  expiry: ['临期与过期', 'near expiry and expired'],
  overdue: ['单据逾期', 'overdue documents'],
  passage: ['异常过门与识读', 'strange passages and reads'],
  climate: ['温湿度超限', 'climate breaches'],
  door: ['库门门磁', 'door contacts'],
  gateway: ['网关与读写器', 'gateways and readers'],
  book: ['账本与安全', 'book and security'],
});
export type HookTopic = keyof typeof hookTopics;

export const toldOn: Readonly<Record<HookTopic, readonly FeedItem['what'][]>> = Object.freeze({
  expiry: ['nearExpiry', 'expired', 'noticeClosed'],
  overdue: ['overdue'],
  passage: ['leftWithoutOrder', 'seenElsewhere', 'unknownTag', 'unconfirmed', 'blankTag', 'copiedCode'],
  climate: ['breachOpened', 'breachClosed'],
  door: ['doorFault', 'doorWell', 'doorGone'],
  gateway: ['online', 'offline', 'reader', 'gatewayWaiting', 'gatewayAdmitted', 'gatewayRefused'],
  book: ['bookFault', 'security', 'quarantined'],
});

/** Why a message did not arrive. `detail` of a failure is a number, or the name of a fault of the line. */
export const hookFailures = words({
  inside: [
    '地址在内网，服务器设置 webhooks.allow 未放行',
    'the address is inside, and the server’s setting webhooks.allow does not name it',
  ],
  nowhere: ['该地址不能作为目的地', 'nobody can stand at that address'],
  unresolved: ['域名解析不到', 'the name can not be resolved'],
  unreachable: ['连接不上', 'can not be connected to'],
  certificate: ['对方证书不可信', 'its certificate is not trusted'],
  late: ['10 秒内没有应答', 'no answer within 10 seconds'],
  redirect: ['对方要求转到别处，未跟随', 'it sends elsewhere, which is not followed'],
  status: ['对方返回错误状态', 'it answered with an error'],
  refused: ['机器人拒收', 'the robot refused it'],
  answer: ['应答不是机器人的格式', 'the answer is not that of a robot'],
  long: ['应答超过 64 KiB', 'the answer is longer than 64 KiB'],
});
export type HookFailure = keyof typeof hookFailures;
