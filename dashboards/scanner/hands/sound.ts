/** A short tone for each mark, so that nobody has to look: good high and once, watch twice, act low and long. */
import type { Mark } from '../rules/judge.ts';

type Tone = readonly [hertz: number, at: number, seconds: number];
const tones: Record<Mark, readonly Tone[]> = {
  good: [[1320, 0, 0.08]],
  none: [[880, 0, 0.08]],
  watch: [
    [880, 0, 0.09],
    [880, 0.14, 0.09],
  ],
  act: [[220, 0, 0.35]],
};

let context: AudioContext | undefined;

/** Before the first touch a browser stays silent; the colour and the word are there all the same. */
export function sound(mark: Mark): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  for (const [hertz, at, seconds] of tones[mark]) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = 'square';
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.12, start);
    volume.gain.linearRampToValueAtTime(0, start + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + seconds);
  }
  navigator.vibrate?.(mark === 'act' ? 200 : 40);
}
