/** Text from people and devices as it may stand in a chat: on one line, with nothing unseen in it, and with no sign that the programs of the robots read as a command. `<at user_id="all">` calls a whole group in Feishu, `<@userid>` one of it in WeCom, `[…](…)` is a link wherever Markdown is read, and what looks like an address becomes one to touch. The signs stay readable: their full-width forms stand for them. */
const signs: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '@': '＠',
  '[': '［',
  ']': '］',
  '`': '｀',
  '*': '＊',
  '#': '＃',
  '\\': '＼',
  '|': '｜',
};
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}]+/gu;
const most = 300;

export function harmless(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(unseen, ' ')
    .replace(/[<>@[\]`*#\\|]/g, (sign) => signs[sign] as string)
    .replace(/:\/\//g, '：//')
    .replace(/\bwww\./gi, 'www．')
    .trim();
  const letters = [...plain];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : plain;
}
