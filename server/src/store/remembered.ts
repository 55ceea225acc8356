/** What rows that never change say, kept in memory and forgotten all together when they become many. */
const most = 10_000;

export function remembered<Text>(statement: { get(key: number): unknown }): (key: number) => Text {
  const known = new Map<number, Text>();
  return (key) => {
    const there = known.get(key);
    if (there !== undefined) return there;
    if (known.size >= most) known.clear();
    const text = statement.get(key) as Text;
    known.set(key, text);
    return text;
  };
}
