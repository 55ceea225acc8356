/** The words of work on one piece at the shelf, in Chinese. */
export const shelfZh = {
  bind: '绑定标签',
  bindOther: '更换标签',
  open: '拆箱',
  close: '装箱',
  newTag: '新标签',
  scanTag: '扫描要绑定的新标签；包装上有条码的，也扫一下，好互相核对。',
  labelDiffers: '标签与包装上的条码不是同一件，请看清实物。',
  bindAnyway: '已核对，仍要绑定',
  tagOfOther: (piece: string) => `这枚标签已绑定 ${piece}，请换一枚。`,
  oldTag: '现有标签',
  reason: '原因',
  tagReasons: ['标签损坏', '标签脱落', '读不出'] as readonly string[],
  openReasons: ['零散发放', '检查内物', '换包装'] as readonly string[],
  openHow: (quantity: string) => `箱内 ${quantity} 将按散件记在原货位，箱件编号和标签留作下次装箱。`,
  closeHow: '把散放的物资装成一箱。扫描箱件编码、标签和货位，或手工填写。',
  pieceId: '箱件编号',
  tagOptional: '标签（可空）',
  notHere: '本机没有这一件。',
  empty: '空箱',
};
export type ShelfWords = typeof shelfZh;
