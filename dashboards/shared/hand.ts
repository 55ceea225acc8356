/** How long no hand was on this page: what it asks by itself must not keep a session open. */

const steps = ['pointerdown', 'keydown'] as const;
let last = performance.now();
if (typeof addEventListener === 'function')
  for (const step of steps)
    addEventListener(step, () => (last = performance.now()), { capture: true, passive: true });

/** Goes along with every question. */
export const handHeader = (): Record<string, string> => ({
  'x-idle': String(Math.floor((performance.now() - last) / 1000)),
});
