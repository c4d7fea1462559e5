import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { onServer } from '#tests/support/template.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { fill } from './billing-run.ts';
import { type Figure, mustEqual, perSecond, timed } from './figures.ts';
import type { BenchOptions } from './works.ts';

const CUSTOMERS = 1_000;
const METERS = 5_000;
const SMALL = 100_000;
const LARGE = 1_000_000;
const PART = 2_000;
const DATA = `${CUSTOMERS.toLocaleString('en')} customers with five metered lines`;

type Taken = { ms: number; read: number; added: number; known: number; problemCount: number; peakMegabytes: number };

/** Files of tickets and of readings taken in, each in a process of its own whose memory is measured, and once more. */
export async function usageWork({ cluster, log, isLarge }: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-usage-'));
  try {
    for (const rows of isLarge ? [SMALL, LARGE] : [SMALL]) {
      const bench = await openBenchDatabase(cluster, `usage_${rows}`);
      log(`usage: taking in ${rows} tickets and readings`);
      await fill(bench, CUSTOMERS);
      await putMeters(bench);
      for (const kind of ['usage', 'readings'] as const) {
        const file = path.join(folder, `${kind}.csv`);
        writeFileSync(file, kind === 'usage' ? ticketsText(rows) : readingsText(rows));
        figures.push(...(await measure(bench, { kind, file, rows, floor: await floorRate(bench.ownerUrl, rows) })));
      }
      await bench.close();
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  bench: BenchDatabase,
  { kind, file, rows, floor }: { kind: 'usage' | 'readings'; file: string; rows: number; floor: number },
): Promise<Figure[]> {
  const first = await takenIn(bench.staffUrl, kind, file);
  mustEqual(`${kind}: rows`, [first.read, first.added, first.problemCount], [rows, rows, 0]);
  const before = await quantityOf(bench, kind);
  mustEqual(`${kind}: quantity`, before, kind === 'usage' ? ticketsSum(rows) : String(rows * 10));
  const again = await takenIn(bench.staffUrl, kind, file);
  mustEqual(`${kind}: the same again`, [again.added, again.known], [0, rows]);
  mustEqual(`${kind}: quantity after the same again`, await quantityOf(bench, kind), before);
  const work = `${rows.toLocaleString('en')} ${kind === 'usage' ? 'tickets' : 'readings'} from a file`;
  const common = { data: DATA, floor, unit: '/s', aim: null } as const;
  const memory = (taken: Taken) => `peak ${Math.round(taken.peakMegabytes)} MB; floor is the plain insert of the rows`;
  return [
    { ...common, work: `usage ${work}`, value: perSecond(rows, first.ms), note: memory(first) },
    { ...common, work: `usage ${work}, the same again`, value: perSecond(rows, again.ms), note: memory(again) },
  ];
}

function takenIn(url: string, kind: string, file: string): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const child = fork('tests/bench/usage-step.ts', [url, kind, file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // So little that what is kept would show; without a limit Node lets garbage lie.
      execArgv: ['--max-old-space-size=96', '--max-semi-space-size=4'],
    });
    let answer: Taken | undefined;
    child.on('message', (message) => {
      answer = message as Taken;
    });
    child.on('error', reject);
    child.on('exit', (code) => (answer ? resolve(answer) : reject(new Error(`the import ended with ${code}`))));
  });
}

/** A meter a line, read at zero on the first of June. */
export async function putMeters({ owner }: BenchDatabase): Promise<void> {
  await owner.pool.query(`insert into meters (id, customer_id, contract_line_id, code, unit_code, digits, starts_on, recorded_at, recorded_by_name)
    select uuidv7(), customer_id, id, 'M' || row_number() over (order by customer_id, line_no), 'kWh', 8, '2026-06-01', now(), 'A' from contract_lines`);
  await owner.pool.query(`insert into meter_readings (id, meter_id, customer_id, read_on, value, kind, natural_key, recorded_at, recorded_by_name)
    select uuidv7(), id, customer_id, '2026-06-01', 0, 'actual', lower(code) || '/2026-06-01/actual', now(), 'A' from meters`);
  await owner.pool.query('vacuum analyze');
}

const dayOf = (nth: number): string => `2026-06-${String((nth % 28) + 2).padStart(2, '0')}`;
const lineOf = (nth: number): { customer: string; line: number } => ({
  customer: `C${String((nth % CUSTOMERS) + 1).padStart(7, '0')}`,
  line: (Math.floor(nth / CUSTOMERS) % 5) + 1,
});

export function ticketsText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, nth) => {
    const { customer, line } = lineOf(nth);
    return `T-${nth},${customer},SOLAR,${line},${dayOf(nth)},${(nth % 90) + 1}.5,kWh`;
  });
  return ['reference,customer,product,line,date,quantity,unit', ...lines].join('\n');
}

function ticketsSum(rows: number): string {
  let halves = 0;
  for (let nth = 0; nth < rows; nth += 1) halves += ((nth % 90) + 1) * 2 + 1;
  return String(halves / 2);
}

/** Each meter read day after day, ten more each time. */
export function readingsText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, nth) => {
    const round = Math.floor(nth / METERS) + 1;
    const day = new Date(Date.UTC(2026, 5, 1 + round)).toISOString().slice(0, 10);
    return `M${(nth % METERS) + 1},${day},${round * 10}`;
  });
  return ['meter,date,value', ...lines].join('\n');
}

async function quantityOf({ owner }: BenchDatabase, kind: 'usage' | 'readings'): Promise<string> {
  const { rows } = await owner.pool.query<{ sum: string }>(
    `select trim_scale(sum(quantity))::text as sum from usage_records where kind = $1`,
    [kind === 'usage' ? 'ticket' : 'reading'],
  );
  return rows[0]?.sum ?? '';
}

/** The rows with a key in a table of nothing else, in the same parts, one transaction. */
async function floorRate(url: string, rows: number): Promise<number> {
  await onServer(url, (client) =>
    client.query(`drop table if exists floor_usage; create table floor_usage (id uuid primary key default uuidv7(), key text unique not null, customer text not null,
      line int not null, used_on date not null, quantity numeric not null, unit text not null)`),
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { ms } = await timed(async () => {
    await client.query('begin');
    for (let at = 0; at < rows; at += PART) {
      const part = Array.from({ length: Math.min(PART, rows - at) }, (_, nth) => at + nth);
      await client.query({
        name: 'floor',
        text: `insert into floor_usage (key, customer, line, used_on, quantity, unit)
          select k, c, l, d, q, 'kWh' from unnest($1::text[], $2::text[], $3::int[], $4::date[], $5::numeric[]) as g (k, c, l, d, q)`,
        values: [
          part.map((nth) => `t-${nth}`),
          ...[part.map((nth) => lineOf(nth).customer), part.map((nth) => lineOf(nth).line)],
          ...[part.map(dayOf), part.map((nth) => `${(nth % 90) + 1}.5`)],
        ],
      });
    }
    await client.query('commit');
  });
  const { rows: counted } = await client.query('select count(*)::int as n from floor_usage');
  mustEqual('floor, rows', counted[0].n, rows);
  await client.end();
  return perSecond(rows, ms);
}
