import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { anAccount } from '#tests/support/mixed-account.ts';
import { runMixed, type Tally } from '#tests/support/mixed-work.ts';
import { aCustomer } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual, perSecond, timed } from './figures.ts';
import { mixedFloor } from './mixed-floor.ts';
import type { BenchOptions } from './works.ts';

const CLIENTS = 16;
const CUSTOMERS = 200;
const COMMANDS = 4_000;
const SEED = 42;
const DATA = `mixed: ${COMMANDS.toLocaleString('en')} commands of ${CLIENTS} clients over ${CUSTOMERS} customers, seed ${SEED}`;
const WAYS = [
  { name: 'spread over all customers', hotShare: 0 },
  { name: 'half of them for one customer', hotShare: 0.5 },
];

/**
 * Issue, receive, record, apply, unapply, hold, release and reverse by sixteen clients at once, each command a transaction
 * of its own with audit, numbers and jobs. Only commands that were done count; all laws are checked before there is a figure.
 */
export async function mixed({ cluster, log }: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, hotShare } of WAYS) {
    log(`mixed, ${name}`);
    const bench = await openBenchDatabase(cluster, `mixed_${hotShare * 100}`);
    const accounts = await Promise.all(
      Array.from({ length: CUSTOMERS }, async () => anAccount(await aCustomer(bench.owner.db))),
    );
    const work = { db: bench.staff.db, accounts, clients: CLIENTS, commands: COMMANDS, seed: SEED, hotShare };
    const { ms, value: tally } = await timed(() => runMixed(work));
    mustEqual('differences', await brokenInvariants(bench.owner.pool, SQL_DIR), []);
    const done = countOf(tally, ({ done: count }) => count);
    const floor = await mixedFloor(bench.ownerUrl, { tally, clients: CLIENTS });
    await bench.close();
    const refused = countOf(tally, (one) => Object.values(one.refused).reduce((sum, count) => sum + count, 0));
    const note = `${done} done, ${refused} refused (nothing left, undone already, nothing to choose), which take time and do not count`;
    figures.push({
      ...{ work: `mixed commands, ${name}`, data: DATA, note },
      ...{ value: perSecond(done, ms), floor, unit: '/s', aim: null },
    });
  }
  return figures;
}

const countOf = (tally: Tally, of: (one: Tally[string]) => number): number =>
  Object.values(tally).reduce((sum, one) => sum + of(one), 0);
