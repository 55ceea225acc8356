/** What a gateway knows about itself, as `/healthz` tells it: well means that what it hears it can keep. A line that is down is no alarm, for the gateway works for days without it. */
import { createHash } from 'node:crypto';
import type { Instant } from '@changping/contracts/units';
import type { Store } from '../store.ts';
import { alarmsOf } from './alarms.ts';

export type Facts = ReturnType<typeof factsOf>;

const latestMost = 12;

export function factsOf(store: Store, now: Instant) {
  const { settings, outbox, uplink, readers, probes, ring } = store;
  const { diskFull: _, damaged, ...counts } = outbox.facts();
  const { tags, overflow, echoes } = store.inView();
  const alarms = alarmsOf(store);
  return {
    ok: alarms.every((alarm) => alarm.startsWith('door')),
    alarms,
    damaged,
    gateway: settings.id,
    site: settings.site,
    /** The server shows the same to whoever lets this gateway in. */
    fingerprint: createHash('sha256').update(settings.server.key).digest('hex').slice(0, 16),
    now,
    line: uplink.line(),
    outbox: { epoch: outbox.epoch(), depth: outbox.depth(), last: outbox.last(), ...counts },
    inView: tags,
    overflow,
    echoes,
    late: store.late(),
    ringDropped: ring.dropped(),
    readers: readers.map((each) => {
      const health = each.health();
      return { ...health, ...each.sight(), door: store.door(health.reader) };
    }),
    probes: probes.map((each, i) => ({
      ...each.health(),
      ...each.sight(),
      zone: settings.probes[i]?.zone ?? '',
    })),
    latest: store.latest(latestMost),
  };
}
