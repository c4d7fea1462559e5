import type { Outside } from '#app/workflows/outside.server.ts';

type Ports = Pick<Outside, 'db' | 'stripe' | 'baseUrl'>;

/** A worker that was killed: what it had committed and asked for stands, and nothing after it happens. */
export class Killed extends Error {}

/**
 * The ports of a worker that is killed at its point number `at`. Its points are after each commit, and before and after each call to
 * the processor; with fewer points than `at` it lives.
 */
export function mortalPorts({ db, stripe, baseUrl }: Ports, at: number): Ports {
  let point = 0;
  const pass = (where: string): void => {
    if (point === at) throw new Killed(where);
    point += 1;
  };
  const transaction = () => {
    const real = db.transaction();
    return {
      execute: async (work: Parameters<typeof real.execute>[0]) => {
        const done = await real.execute(work);
        pass('after a commit');
        return done;
      },
    };
  };
  return { db: only(db, { transaction }), stripe: aroundEach(stripe, pass), baseUrl };
}

/** The same object with some of its methods replaced. */
function only<Of extends object>(real: Of, instead: Record<string, unknown>): Of {
  return new Proxy(real, {
    get(target, name) {
      if (typeof name === 'string' && name in instead) return instead[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function aroundEach<Of extends object>(real: Of, pass: (where: string) => void): Of {
  return new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        pass(`before ${String(name)}`);
        const answer: unknown = await value.apply(target, args);
        pass(`after ${String(name)}`);
        return answer;
      };
    },
  });
}
