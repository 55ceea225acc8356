/** The command line is understood, or refused in one sentence. */
import { expect, it } from 'vitest';
import { portalFaults, probeFaults, readerFaults } from './faults.ts';
import { type Options, readOptions } from './options.ts';

const read = (line: string, clock?: string) => readOptions(line.split(' ').filter(Boolean), clock) as Options;

it('plays at 60 times the speed on any free ports unless told otherwise', () => {
  expect(read('quiet-day')).toMatchObject({ speed: 60, seed: 1, port: 0, hold: false, once: false });
  expect(
    read('quiet-day --speed 0.5 --seed 7 --port 7000 --line 10.0.0.1:1883 --pty /tmp/x --hold --once'),
  ).toMatchObject({
    speed: 0.5,
    seed: 7,
    port: 7000,
    line: { host: '10.0.0.1', port: 1883 },
    pty: '/tmp/x',
    hold: true,
    once: true,
  });
});

it('takes the speed of the shared clock', () => {
  expect(read('quiet-day', '0,0,360').speed).toBe(360);
  expect(read('quiet-day --speed 360', '0,0,360').speed).toBe(360);
  expect(() => read('quiet-day --speed 60', '0,0,360')).toThrow(
    '--speed 60 differs from the speed 360 of CHANGPING_CLOCK; leave one of them out.',
  );
  expect(() => read('quiet-day', 'noon')).toThrow('CHANGPING_CLOCK must be');
});

it('gives a behaviour to all that can have it, or to one', () => {
  const { faults } = read(
    'quiet-day --with stutters --with badCrc=3 --with powerCut=10-20 --with RC-N/gate-1:strayTag=aabb@0.5',
  );
  expect(readerFaults(faults, 'RC-S/gate-1')).toHaveLength(2);
  expect(readerFaults(faults, 'RC-N/gate-1')).toHaveLength(3);
  expect(probeFaults(faults, 'RC-S/cold-1')).toHaveLength(2);
  expect(portalFaults(faults, 'RC-S/portal-1')).toHaveLength(2);
});

it.each([
  ['', 'Which scenario?'],
  ['noisy-day', 'There is no scenario "noisy-day".'],
  ['toString', 'There is no scenario "toString".'],
  ['quiet-day busy-gate', 'One scenario at a time, got also "busy-gate".'],
  ['quiet-day --volume 3', "Unknown option '--volume'."],
  ['quiet-day --hold=yes', "Option '--hold' does not take an argument."],
  ['quiet-day --speed', "Option '--speed <value>' argument missing."],
  ['quiet-day --speed fast', '--speed must be 0.01 to 100000, got "fast".'],
  ['quiet-day --speed 0', '--speed must be 0.01 to 100000, got "0".'],
  ['quiet-day --speed=', '--speed must be 0.01 to 100000, got "".'],
  ['quiet-day --seed 1.5', '--seed must be a whole number from 0 to 4294967295, got "1.5".'],
  ['quiet-day --port 70000', '--port must be a whole number from 0 to 65470, got "70000".'],
  ['quiet-day --line here', '--line must be HOST:PORT, got "here".'],
  ['quiet-day --line host:0', '--line must be HOST:PORT, got "host:0".'],
  ['quiet-day --pty=', '--pty must be a folder, got "".'],
  ['quiet-day --with wrongClock', 'There is no behaviour "wrongClock".'],
  ['quiet-day --with constructor', 'There is no behaviour "constructor".'],
  ['quiet-day --with stutters=3', 'stutters must be written stutters, got "stutters=3".'],
  ['quiet-day --with losesByte', 'losesByte must be written losesByte=N, got "losesByte".'],
  ['quiet-day --with losesByte=0', 'N must be a whole number from 1, got "0".'],
  ['quiet-day --with missesReads=2', 'P must be 0 to 1, got "2".'],
  ['quiet-day --with stalls=20-10', 'FROM-TO must be seconds since the story began, as 10-20, got "20-10".'],
  [
    'quiet-day --with strayTag=XYZ@1',
    'EPC@P must be a code of 4 to 124 hex digits in fours and a share, got "XYZ@1".',
  ],
  ['quiet-day --sites RC-S,RC-X', 'There is no store "RC-X".'],
  ['quiet-day --with clock=1999', 'A clock is 1970, 2106 or uptime, got "1999".'],
  [
    'quiet-day --with cableOff=5@1-2',
    'ANTENNA@FROM-TO must be an antenna from 1 to 4 and when, as 3@10-20, got "5@1-2".',
  ],
  ['quiet-day --with RC-S/portal-1:badChecksum=2', "RC-S/portal-1 is a portal and can't have badChecksum."],
  ['quiet-day --with XX/gate-1:stutters', 'There is no device "XX/gate-1".'],
  ['quiet-day --with RC-S/gate-1:badCrc=2', "RC-S/gate-1 is a reader and can't have badCrc."],
  ['quiet-day --with RC-S/cold-1:stutters', "RC-S/cold-1 is a probe and can't have stutters."],
])('refuses "%s"', (line, why) => {
  expect(() => read(line)).toThrow(new Error(why));
});
