/** How work on one piece is refused: a tag that is another's, a case that is empty or under way. */
import { row } from './fault-row.ts';

export const pieceFaults = Object.freeze({
  tagTaken: row(
    'tell-person',
    409,
    false,
    '这枚标签已绑定另一件物资，请换一枚标签。',
    'This tag belongs to another piece: take another tag.',
  ),
  tagBlank: row(
    'tell-person',
    422,
    false,
    '空白标签不能绑定，请先写入编码。',
    'A blank tag can not be bound: write a code into it first.',
  ),
  tagReason: row(
    'tell-person',
    400,
    false,
    '该件已有标签，换签须写明原因。',
    'The piece has a tag already: say why it gets another.',
  ),
  pieceEmpty: row(
    'reread',
    409,
    false,
    '这一箱已经拆开，里面的物资按散件存放。',
    'This case was opened already: its goods lie loose.',
  ),
  pieceFull: row(
    'tell-person',
    409,
    false,
    '这个编号的箱件还在库，请用新编号或已拆空的箱件。',
    'The piece of this id is still whole: take a new id or an opened case.',
  ),
  pieceLed: row(
    'tell-person',
    409,
    false,
    '这一件正随单据出库，请先办完或撤销单据。',
    'A document is taking this piece out: finish or cancel it first.',
  ),
});
