/** The numbers an operator watches, in the form Prometheus reads. Every drop has its counter. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  letters(n: number): void;
  repeats(n: number): void;
  quarantined(n: number): void;
  untold(n: number): void;
  refused(): void;
  group(letters: number, seconds: number): void;
  text(): Promise<string>;
  type: string;
};

/** `watch`: read at every scrape, name to value. */
export function openMetrics(watch: Record<string, { help: string; value(): number }>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string) =>
    new Counter({ name: `changping_${name}`, help, registers: [registry] });
  const letters = counter('letters_total', 'letters kept for the first time');
  const repeats = counter('letter_repeats_total', 'letters that came again and changed nothing');
  const quarantined = counter('letters_quarantined_total', 'letters set aside with their reason');
  const untold = counter(
    'feed_lines_left_out_total',
    'changes of readers and door contacts beyond what the feed tells of one gateway',
  );
  const refused = counter(
    'connections_refused_total',
    'MQTT connections, publishes and subscriptions refused',
  );
  const groups = new Histogram({
    name: 'changping_group_letters',
    help: 'letters that shared one commit',
    buckets: [1, 3, 10, 30, 100, 300, 1000],
    registers: [registry],
  });
  const commits = new Histogram({
    name: 'changping_commit_seconds',
    help: 'time of one commit on the main thread',
    buckets: [0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.5],
    registers: [registry],
  });
  for (const [name, { help, value }] of Object.entries(watch))
    new Gauge({
      name: `changping_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  return {
    letters: (n) => letters.inc(n),
    repeats: (n) => repeats.inc(n),
    quarantined: (n) => quarantined.inc(n),
    untold: (n) => untold.inc(n),
    refused: () => refused.inc(),
    group(n, seconds) {
      groups.observe(n);
      commits.observe(seconds);
    },
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}
