/** The words of a bar code of the trade (GTIN) that was scanned on the handheld. */

const zh = {
  of: (kind: string) => `商品条码：${kind}`,
  other: (sold: string, kept: string) =>
    `商品条码是“${sold}”的，台账中这一批（件）是“${kept}”。先核对实物和标签，不要按此发放或入库。`,
  nobodys: (gtin: string) => `未登记的商品条码 ${gtin}：目录中没有品种用它。请核对实物，并请保障主管登记。`,
};
const en: typeof zh = {
  of: (kind) => `Sold as: ${kind}`,
  other: (sold, kept) =>
    `The bar code is that of ${sold}; the book has the lot or piece as ${kept}. Check goods and label before either is used.`,
  nobodys: (gtin) =>
    `Bar code ${gtin} is of no kind in the catalogue. Check the goods, and have the policy owner enter it.`,
};
/** By the place of the language in the contract's own words. */
export const soldWords = [zh, en] as const;
