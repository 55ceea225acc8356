/** The devices of the stores: a gate and a cold room each, and the dry hall of the north centre. */

export type ReaderFacts = { id: string; type: 'm100' };
export type ProbeFacts = { id: string; type: 'xy-md02' | 'rs485-th'; unit: number };
export type DeviceFacts = ReaderFacts | ProbeFacts;

export const sites = [
  'RC-S', // 南部区域中心库(固原), South Regional Central Depot (Guyuan)
  'RC-N', // 北部区域中心库(银川), North Regional Central Depot (Yinchuan)
  'CD-SZS', // 石嘴山市库, Shizuishan City Depot
  'CD-WZ', // 吴忠市库, Wuzhong City Depot
  'CD-ZW', // 中卫市库, Zhongwei City Depot
  'CD-YC', // 银川市库(灵武), Yinchuan City Depot (Lingwu)
] as const;

export const devices: readonly DeviceFacts[] = sites.flatMap((site): DeviceFacts[] => [
  { id: `${site}/gate-1`, type: 'm100' },
  { id: `${site}/cold-1`, type: 'xy-md02', unit: 1 },
  ...(site === 'RC-N' ? [{ id: `${site}/store-1`, type: 'rs485-th', unit: 2 } as const] : []),
]);

export const isReader = (device: DeviceFacts): device is ReaderFacts => device.type === 'm100';
