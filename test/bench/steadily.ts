/** So many a second, evenly, however late a timer is. */
export function steadily(perSecond: number, each: () => void): { end(): void } {
  let due = performance.now();
  const timer = setInterval(() => {
    for (; due < performance.now(); due += 1000 / perSecond) each();
  }, 4);
  return { end: () => clearInterval(timer) };
}
