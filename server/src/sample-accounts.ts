/** The people of a demo, one a role and store. They have no passwords: whoever sits at the demo's own computer comes in as one of them with a click, and nobody else does. */
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Accounts } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import { regionChain } from './store/seed.ts';
import type { Sessions } from './store/sessions.ts';

type Sample = { name: string; display: string; role: Role; site: string | null };

const samples: readonly Sample[] = [
  { name: 'commander', display: '示例 · 值班指挥长', role: 'watchCommander', site: null },
  { name: 'keeper-guyuan', display: '示例 · 固原库保管员', role: 'storeKeeper', site: 'RC-S' },
  { name: 'keeper-pengyang', display: '示例 · 彭阳库保管员', role: 'storeKeeper', site: 'CS-640425' },
  {
    name: 'keeper-fengzhuang',
    display: '示例 · 冯庄所装备室保管员',
    role: 'storeKeeper',
    site: 'ST-640425203',
  },
  { name: 'approver-guyuan', display: '示例 · 固原库审批人', role: 'approver', site: 'RC-S' },
  { name: 'approver-pengyang', display: '示例 · 彭阳库审批人', role: 'approver', site: 'CS-640425' },
  { name: 'approver', display: '示例 · 审批人', role: 'approver', site: null },
  { name: 'rotation', display: '示例 · 轮换专员', role: 'rotationOfficer', site: null },
  { name: 'inspector', display: '示例 · 质检员', role: 'qualityInspector', site: 'RC-S' },
  { name: 'supervisor', display: '示例 · 督察', role: 'supervisor', site: null },
  { name: 'policy', display: '示例 · 保障主管', role: 'policyOwner', site: null },
  { name: 'partner', display: '示例 · 代储企业（超市集团）', role: 'partner', site: 'PX-FOOD' },
  { name: 'guest', display: '示例 · 联动单位（国家储备库兰州）', role: 'guest', site: 'NAT-LZ' },
  { name: 'system', display: '示例 · 系统管理员', role: 'systemAdmin', site: null },
  { name: 'security', display: '示例 · 安全管理员', role: 'securityAdmin', site: null },
  { name: 'audit', display: '示例 · 审计管理员', role: 'auditAdmin', site: null },
];

/** @returns those that were made. A region without these stores leaves their keepers out. */
export function makeSamples(
  accounts: Accounts,
  region: string,
  sites: ReadonlySet<string>,
  now: Instant,
): string[] {
  return samples.flatMap(({ name, display, role, site }) => {
    if (accounts.find(name) || (site !== null && !sites.has(site))) return [];
    const who = { name, display, unit: site ?? region, roles: [role], password: null };
    return accounts.add({ ...who, isGiven: false, isSample: true }, now) ? [name] : [];
  });
}

type DemoParts = {
  accounts: Accounts;
  sessions: Pick<Sessions, 'open' | 'openOf' | 'end'>;
  acts: Pick<Acts, 'run'>;
  region: string;
  sites: readonly { id: string }[];
  now(): Instant;
};

/** Makes those that are missing. @returns for scripts, a token of the commander; the one before ends. */
export function demoToken({ accounts, sessions, acts, region, sites, now }: DemoParts): string {
  const actor = { account: 'server', role: 'program', device: null, address: '' };
  const at = now();
  const act = { chain: regionChain, action: 'sample.make', object: 'accounts' };
  return acts.run(actor, act, () => {
    const made = makeSamples(accounts, region, new Set(sites.map(({ id }) => id)), at);
    const account = accounts.find('commander')?.key as number;
    const endsAt = (at + 366 * 86_400_000) as Instant;
    const label = 'demo scripts';
    for (const { key, label: of } of sessions.openOf(account, at)) if (of === label) sessions.end(key, at);
    const row = { account, kind: 'token', isReadOnly: 0, label, address: '', endsAt } as const;
    return { before: null, after: { made }, result: sessions.open(row, at) };
  });
}
