/** The Chinese code systems that our records carry, as far as their form is public: areas, supply classes, status of equipment. */

/** GB/T 2260: six digits, two each for province, city and county; "00" where a level is not meant. */
export const areaPattern = /^[1-9]\d{5}$/;
/** The area one level up: county → city → province → null. */
export function areaAbove(code: string): string | null {
  if (!code.endsWith('00')) return `${code.slice(0, 4)}00`;
  return code.endsWith('0000') ? null : `${code.slice(0, 2)}0000`;
}

/** GB/T 38565-2020: 1 + 2 + 2 + 2 digits; 99 is "other" at its level. The full list is not public, so a class is checked for its form only. */
export const supplyClassPattern = /^[1-3](?:\d\d){3}$/;
/** A class, or the first digits of one: all below it. */
export const supplyClassStart = /^[1-3]\d{0,6}$/;
export const supplyClasses = Object.freeze({
  1: { zh: '生活保障物资', en: 'living' },
  2: { zh: '应急装备', en: 'equipment' },
  3: { zh: '工程材料', en: 'engineering materials' },
});
export type SupplyClass = { section: 1 | 2 | 3; parts: [string, string, string] };

/** @returns undefined for what is no supply class. */
export function readSupplyClass(code: string): SupplyClass | undefined {
  if (!supplyClassPattern.test(code)) return undefined;
  return {
    section: Number(code[0]) as SupplyClass['section'],
    parts: [code.slice(1, 3), code.slice(3, 5), code.slice(5, 7)],
  };
}

/** GA/T 2000.40-2014: status of a piece of police equipment. */
export const equipmentStatus = Object.freeze({
  10: { zh: '在用', en: 'in use' },
  20: { zh: '停用', en: 'stopped' },
  30: { zh: '未启用', en: 'not yet in use' },
  40: { zh: '维修', en: 'in repair' },
  50: { zh: '报废', en: 'scrapped' },
  90: { zh: '其他', en: 'other' },
});
export type EquipmentStatus = keyof typeof equipmentStatus;
