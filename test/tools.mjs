/** What the tests need of the system and npm cannot bring: Chromium, Chinese fonts, a serial line. Built-ins only. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stop } from '../server/bin/ready.mjs';

const fonts = () => `${spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? ''}`.trim() !== '';
const needed = [
  { what: 'Chromium', package: 'chromium', isThere: () => existsSync('/usr/bin/chromium') },
  { what: 'Chinese fonts', package: 'fonts-noto-cjk', isThere: fonts },
  { what: 'socat', package: 'socat', isThere: () => existsSync('/usr/bin/socat') },
];

/** Installs what is missing through apt where that is possible; else ends with one sentence. */
export function provideTools() {
  const missing = () => needed.filter(({ isThere }) => !isThere());
  if (!missing().length) return;
  const names = missing().map((tool) => tool.package);
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (canInstall) {
    console.log(`Installing ${missing().map(({ what }) => what)} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    const quietly = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
    spawnSync('apt-get', ['install', ...quietly, 'fontconfig', ...names], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  if (missing().length)
    stop(
      `The tests need ${missing()
        .map(({ what }) => what)
        .join(', ')}: as root, apt-get install ${missing()
        .map((tool) => tool.package)
        .join(' ')}.`,
    );
}
