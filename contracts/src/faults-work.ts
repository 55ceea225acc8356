/** How long work for people is refused: reports, labels, imports. */
import { row } from './fault-row.ts';

export const workFaults = Object.freeze({
  tooManyJobs: row(
    'retry',
    429,
    true,
    '正在生成的报表过多，请等先前的完成或停止后再试。',
    'Too many reports are being made; wait for the earlier ones or stop them.',
  ),
  reportTooLong: row(
    'tell-person',
    422,
    false,
    '内容过多，请缩短时间段，或改用表格文件。',
    'There is too much for one paper: choose a shorter time, or a table file.',
  ),
  labelPrinted: row(
    'tell-person',
    409,
    false,
    '标签已经打印过，补打须写明原因。',
    'This label was printed before: say why it is printed once more.',
  ),
  notReady: row('retry', 409, true, '文件尚未生成完。', 'The file is not ready yet.'),
});
