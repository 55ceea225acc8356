/** How hooks, the addresses that are told notices, are refused. */
import { row } from './fault-row.ts';

export const hookFaults = Object.freeze({
  hookUrl: row(
    'tell-person',
    422,
    false,
    '推送地址须是 http 或 https 的完整网址，不带用户名和密码。',
    'The address must be a whole one of http or https, without a user or a password in it.',
  ),
  hookInside: row(
    'tell-person',
    422,
    false,
    '该地址在内网。内网机器人须先由安装员写入服务器设置文件的 webhooks.allow（地址段，或“主机:端口”），并重启服务器。',
    'This address is inside. A robot that stands inside must first be named in webhooks.allow of the server’s settings file (a block of addresses, or host:port), and the server started anew.',
  ),
  hookSecret: row(
    'tell-person',
    422,
    false,
    '密钥与格式不符：JSON 格式须有 16 位以上的密钥，企业微信不用密钥。',
    'The secret does not go with the format: JSON needs one of 16 signs or more, WeCom takes none.',
  ),
  hookMany: row(
    'tell-person',
    409,
    false,
    '推送机器人已达上限（50 个），请先删除不用的。',
    'There are 50 robots, which is the most: remove one that is not used.',
  ),
  hookBusy: row(
    'retry',
    409,
    true,
    '这个机器人的测试消息正在发送，请稍候。',
    'A test of this robot is under way; wait a moment.',
  ),
});
