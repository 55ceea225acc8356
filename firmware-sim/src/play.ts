/** Moves a story on by the wall clock: reads go out, the line goes down and up, and every event is told. */
import type { Gate } from './gate.ts';
import type { Port } from './port.ts';
import type { Relay } from './relay.ts';
import { isWithin } from './span.ts';
import type { Story } from './story.ts';
import { endOf } from './trip.ts';

export type Stage = {
  gates: readonly { id: string; gate: Pick<Gate, 'advance'>; port: Pick<Port, 'send'> }[];
  line: Pick<Relay, 'down' | 'up'> | undefined;
  /** Simulated milliseconds since the story began. */
  at(): number;
};
export type Told = string | number | null | readonly (string | number)[];
export type Tell = (event: string, more?: Record<string, Told>) => void;

const everyTick = 10;

/** `lastRead` tells of a visit: `reads` sent, of them `unheard` by anybody, `capped` left out for the wall's sake, and when the last heard one went out. `passed`: what really went past a portal. @returns when the story has ended, or been stopped by the signal. */
export function play(story: Story, stage: Stage, tell: Tell, stop: AbortSignal): Promise<void> {
  const lastSent = new Map<string, number>();
  const unheard = new Map<string, number>();
  let isDown = false;

  function moveGates(to: number): void {
    for (const { id, gate, port } of stage.gates)
      for (const effect of gate.advance(to)) {
        if (effect.what === 'send') {
          if (port.send(effect.bytes)) lastSent.set(id, Date.now());
          else unheard.set(id, (unheard.get(id) ?? 0) + effect.notices);
        } else if (effect.what === 'tagsInView') tell('tagsInView', { device: id, tags: effect.tags });
        else if (effect.what === 'passed') {
          const { way, from, epcs } = effect.trip;
          tell('passed', { device: id, way, from, to: endOf(effect.trip), epcs });
        } else if (effect.what === 'outputs') tell('outputs', { device: id, high: effect.high });
        else {
          const { reads, capped } = effect;
          const at = lastSent.get(id) ?? null;
          tell('lastRead', { device: id, reads, capped, unheard: unheard.get(id) ?? 0, at });
          lastSent.delete(id);
          unheard.delete(id);
        }
      }
  }

  function moveLine(to: number): void {
    const down = story.lineDown?.some((span) => isWithin(to, span)) ?? false;
    if (down === isDown) return;
    isDown = down;
    if (down) stage.line?.down();
    else stage.line?.up();
    tell(down ? 'lineDown' : 'lineUp');
  }

  return new Promise((resolve) => {
    const end = () => {
      clearInterval(ticking);
      resolve();
    };
    const tick = () => {
      const to = Math.min(stage.at(), story.lasts);
      moveLine(to);
      moveGates(to);
      if (to < story.lasts) return;
      tell('ended');
      end();
    };
    const ticking = setInterval(tick, everyTick);
    stop.addEventListener('abort', end, { once: true });
    tell('began');
    tick();
  });
}
