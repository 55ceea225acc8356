/** The devices of the region's stores: a gate each, a portal, a cold room and sometimes a room reader in the depots, a dry hall in the rest. The gates of the two centres have a contact at the door and a lamp. */
import { doorInput } from './door.ts';

export type ReaderFacts = {
  id: string;
  type: 'm100';
  /** It watches a zone and no door. */
  zone?: string;
};
export type PortalFacts = {
  id: string;
  type: 'llrp';
  inner: readonly number[];
  outer: readonly number[];
  /** The input to which the contact of its door is wired; high while the door is open. */
  door?: number;
  /** The outputs to which its lamp is wired: green, red, amber, buzzer. */
  lamp?: readonly number[];
};
export type ProbeFacts = { id: string; type: 'xy-md02' | 'rs485-th'; unit: number };
export type DeviceFacts = ReaderFacts | PortalFacts | ProbeFacts;

/** In the order of the region's own list: its place in it is part of the codes of a store's tags. */
const depots = ['RC-N', 'RC-S', 'CD-SZS', 'CD-WZ', 'CD-ZW', 'CD-YC'] as const;
const counties = [
  ...['640104', '640105', '640106', '640121', '640122', '640181'], // 银川 Yinchuan
  ...['640202', '640205', '640221'], // 石嘴山 Shizuishan
  ...['640302', '640303', '640323', '640324', '640381'], // 吴忠 Wuzhong
  ...['640402', '640422', '640423', '640424', '640425'], // 固原 Guyuan
  ...['640502', '640521', '640522'], // 中卫 Zhongwei
].map((area) => `CS-${area}`);

const lampOutputs = [1, 2, 3, 4];

/** Two regional centres, RC-N at Yinchuan and RC-S at Guyuan, and four city depots. */
export const depotSites: readonly string[] = depots;
export const countySites: readonly string[] = counties;
export const sites: readonly string[] = [...depots, ...counties];

export const devices: readonly DeviceFacts[] = [...depots.flatMap(depot), ...counties.flatMap(county)];

export const siteOf = ({ id }: Pick<DeviceFacts, 'id'>): string => id.slice(0, id.indexOf('/'));
export const isOffered = (device: string, at: readonly string[]): boolean =>
  at.includes(siteOf({ id: device }));
export const isReader = (device: DeviceFacts): device is ReaderFacts => device.type === 'm100';
export const isPortal = (device: DeviceFacts): device is PortalFacts => device.type === 'llrp';

function depot(site: string): DeviceFacts[] {
  const isRegional = site.startsWith('RC');
  return [
    { id: `${site}/gate-1`, type: 'm100' },
    {
      ...{ id: `${site}/portal-1`, type: 'llrp', inner: [1, 2], outer: [3, 4] },
      ...(isRegional && { door: doorInput, lamp: lampOutputs }),
    },
    ...(isRegional ? [{ id: `${site}/room-1`, type: 'm100', zone: 'ordinary' } as const] : []),
    { id: `${site}/cold-1`, type: 'xy-md02', unit: 1 },
    ...(site === 'RC-N' ? [{ id: `${site}/store-1`, type: 'rs485-th', unit: 2 } as const] : []),
  ];
}

function county(site: string): DeviceFacts[] {
  return [
    { id: `${site}/gate-1`, type: 'm100' },
    { id: `${site}/store-1`, type: 'rs485-th', unit: 1 },
  ];
}
