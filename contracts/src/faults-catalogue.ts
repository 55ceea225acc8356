/** How a draft of the catalogue is refused, and what a retired kind takes no more of. */
import { row } from './fault-row.ts';

export const catalogueFaults = Object.freeze({
  catalogueWrong: row(
    'tell-person',
    422,
    false,
    '目录草案有误，不能生效，请按所列逐项修改。',
    'The draft of the catalogue has mistakes and was not taken; correct each that is listed.',
  ),
  catalogueChanged: row(
    'reread',
    409,
    false,
    '目录已有新版本，请在新版本上修改。',
    'There is a newer version of the catalogue: change that one.',
  ),
  catalogueSame: row(
    'tell-person',
    422,
    false,
    '与现行目录没有差异，没有可提出的内容。',
    'Nothing differs from the catalogue in force: there is nothing to propose.',
  ),
  catalogueFull: row(
    'tell-person',
    422,
    false,
    '目录最多容纳 500 个品种。',
    'A catalogue holds at most 500 kinds.',
  ),
  kindRetired: row(
    'tell-person',
    422,
    false,
    '该品种已停用，不再新增库存；现有库存可照常领用、调拨和处置。',
    'This kind is retired and takes no new stock; what there is can be handed out, moved and disposed of as before.',
  ),
});
