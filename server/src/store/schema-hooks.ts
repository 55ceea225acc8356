/** Robots that are told notices, as Kysely sees them. */
import type { Generated } from 'kysely';

export type HookTables = {
  /** `passed`: every event up to it was told, given up, or is none of its own. `sending`: up to which the message reaches that was begun; a crash leaves it, and the same message goes again. `triedAt`, `againAt`: by the wall's clock; the others by the book's. */
  hook: {
    key: Generated<number>;
    id: string;
    name: string;
    url: string;
    format: string;
    secret: string | null;
    unit: string;
    topics: string;
    lang: 'zh' | 'en';
    madeBy: string;
    madeAt: number;
    pausedAt: number | null;
    passed: number;
    sending: number | null;
    told: Generated<number>;
    givenUp: Generated<number>;
    triedAt: number | null;
    okAt: number | null;
    failedAt: number | null;
    failedWhy: string | null;
    failedDetail: string | null;
    failures: Generated<number>;
    againAt: number | null;
  };
};
