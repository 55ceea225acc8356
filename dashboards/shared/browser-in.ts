/** What a browser says of itself, short enough for people: which one and on what. */
export function browserIn(agent: string): string {
  const browser = browsers.find(([word]) => agent.includes(word));
  const version = browser && new RegExp(`${browser[0]}(\\d+)`).exec(agent)?.[1];
  const system = systems.find(([word]) => agent.includes(word));
  return (
    [browser && `${browser[1]} ${version ?? ''}`.trim(), system?.[1]].filter(Boolean).join(' · ') ||
    agent.slice(0, 40)
  );
}

// All of them say that they are Chrome, so the others come first.
const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;
