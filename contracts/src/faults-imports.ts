/** How a file that is to be imported is refused as a whole. */
import { row } from './fault-row.ts';

export const importFaults = Object.freeze({
  importType: row(
    'tell-person',
    415,
    false,
    '只能导入 CSV 和 Excel（.xlsx）文件。',
    'Only CSV and Excel (.xlsx) files can be imported.',
  ),
  importEncoding: row(
    'tell-person',
    422,
    false,
    '文件的文字编码无法识别：请另存为 UTF-8 或 GB18030。',
    'The encoding of the file is not known: save it as UTF-8 or GB18030.',
  ),
  importBroken: row(
    'tell-person',
    422,
    false,
    '文件已损坏或格式有误，请重新导出。',
    'The file is damaged or not what it says it is; export it again.',
  ),
  importTooLarge: row(
    'tell-person',
    422,
    false,
    '文件过大：最多 100,000 行、100 列、20 张工作表，展开后不超过 128 MB。',
    'The file is too large: at most 100,000 rows, 100 columns, 20 sheets and 128 MB unpacked.',
  ),
  importTooMuch: row(
    'tell-person',
    422,
    false,
    '文件读取超时或内存不足：请分成几个较小的文件导入。',
    'The file takes too long or too much memory: import it in several smaller ones.',
  ),
  importEmpty: row(
    'tell-person',
    422,
    false,
    '文件中没有数据：第一行应为表头，下面至少一行。',
    'There is nothing in the file: the first row is the head, with at least one row below.',
  ),
  importWrong: row(
    'tell-person',
    422,
    false,
    '文件中还有错误，一行都没有导入：请更正后重新上传。',
    'There are mistakes in the file and nothing was imported: correct it and upload it again.',
  ),
  importChanged: row(
    'reread',
    409,
    false,
    '检查之后账面有变，一行都没有导入：请再检查一次。',
    'The book has changed since the check and nothing was imported: check it once more.',
  ),
  importBusy: row(
    'retry',
    429,
    true,
    '正在检查的文件过多，请稍后再试。',
    'Too many files are being checked; try again shortly.',
  ),
});
