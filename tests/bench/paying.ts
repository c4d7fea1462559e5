import { madeRun } from '#scripts/seed/made-run.ts';
import { openBenchDatabase } from './bench-database.ts';
import type { Figure } from './figures.ts';
import { openFloor } from './floor.ts';
import { openCustomers, toInvoice } from './issue-and-pay.ts';
import { checkPaid, issueForPaying, payInBatch, payOneByOne } from './pay.ts';
import type { BenchOptions } from './works.ts';

const SEED = 42;
const COUNT = 1_000;
const DATA = 'W2: 1,000 payments over 1 or 2 invoices each, seed 42';
const WAYS = [
  { name: 'one by one, 1 client', clients: 1, aim: 400 },
  { name: 'one by one, 8 clients', clients: 8, aim: null },
  { name: 'in a batch of 1,000', clients: 0, aim: 2_000 },
];

/** W2: payments recorded and applied in full, each way on a fresh database. */
export async function paying({ cluster, log }: BenchOptions): Promise<Figure[]> {
  const run = madeRun({ count: COUNT, seed: SEED });
  const figures: Figure[] = [];
  for (const { name, clients, aim } of WAYS) {
    log(`W2, ${name}`);
    const bench = await openBenchDatabase(cluster, `w2_${clients}`);
    const customerIds = await openCustomers(bench, run);
    const inputs = run.invoices.map((invoice) => toInvoice(invoice, customerIds[invoice.customer.id - 1]!));
    const issued = await issueForPaying(bench, inputs);
    const floor = await openFloor(bench.ownerUrl, run);
    const floorRate = clients > 0 ? await floor.payOneByOne(clients) : await floor.payAtOnce();
    const work = { bench, run, customerIds, issued };
    const value = clients > 0 ? await payOneByOne(work, clients) : await payInBatch(work);
    await checkPaid(work);
    await floor.close();
    await bench.close();
    figures.push({ work: `W2 record and apply ${name}`, data: DATA, value, floor: floorRate, unit: '/s', aim });
  }
  return figures;
}
