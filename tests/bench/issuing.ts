import { madeRun, type Run } from '#scripts/seed/made-run.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual } from './figures.ts';
import { openFloor } from './floor.ts';
import { checkIssued, issueInChunks, issueOneByOne, openCustomers, toInvoice } from './issue-and-pay.ts';
import type { BenchOptions } from './works.ts';

const SEED = 42;
const COUNT = 1_000;
const WARM_UP = 50;
const BULK_CHUNKS = 10;
const DATA = 'W1: 1,000 invoices of 5 lines, seed 42';

/** W1: issuing through the command, one transaction each with one and eight clients, and set-based in chunks. */
export async function issuing({ cluster, log }: BenchOptions): Promise<Figure[]> {
  const run = madeRun({ count: COUNT, seed: SEED });
  const figures: Figure[] = [];
  for (const clients of [1, 8]) {
    log(`W1, ${clients} client${clients > 1 ? 's' : ''}`);
    figures.push(await oneByOne(await openBenchDatabase(cluster, `w1_${clients}`), run, clients));
  }
  log('W1, in chunks');
  figures.push(await inBulk(await openBenchDatabase(cluster, 'w1_bulk'), run));
  return figures;
}

async function oneByOne(bench: BenchDatabase, run: Run, clients: number): Promise<Figure> {
  const floor = await openFloor(bench.ownerUrl, run);
  const customerIds = await openCustomers(bench, run);
  const made = run.invoices.slice(0, COUNT);
  const inputs = made.map((invoice) => toInvoice(invoice, customerIds[invoice.customer.id - 1]!));
  const floorRate = await floor.issueOneByOne(clients);
  const warm = await issueOneByOne(bench, inputs.slice(0, WARM_UP), clients);
  const { issued, rate } = await issueOneByOne(bench, inputs, clients);
  await checkIssued(bench, [...warm.issued, ...issued], [...made.slice(0, WARM_UP), ...made]);
  await floor.close();
  await bench.close();
  return {
    work: `W1 issue one by one, ${clients} client${clients > 1 ? 's' : ''}`,
    data: DATA,
    ...{ value: rate, floor: floorRate, unit: '/s', aim: clients === 1 ? 300 : null, aimRatio: 0.4 },
  };
}

async function inBulk(bench: BenchDatabase, run: Run): Promise<Figure> {
  const floor = await openFloor(bench.ownerUrl, run);
  const customerIds = await openCustomers(bench, run);
  const made = run.invoices.slice(0, COUNT);
  const inputs = made.map((invoice) => toInvoice(invoice, customerIds[invoice.customer.id - 1]!));
  const repeat = <T>(list: readonly T[]): T[] => Array.from({ length: BULK_CHUNKS }, () => list).flat();
  const floorRate = await floor.issueAtOnce();
  const { issued, rate } = await issueInChunks(bench, repeat(inputs));
  mustEqual('issued in chunks', issued.length, COUNT * BULK_CHUNKS);
  await checkIssued(bench, issued, repeat(made));
  await floor.close();
  await bench.close();
  return {
    work: 'W1 issue in chunks of 1,000',
    data: `${DATA}, ten times`,
    ...{ value: rate, floor: floorRate, unit: '/s', aim: 4_000 },
  };
}
