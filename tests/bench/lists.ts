import { existsSync } from 'node:fs';
import path from 'node:path';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { type InvoiceListFilter, listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { type FilledBook, filledBook } from './book.ts';
import { type Figure, mustEqual, percentile, timed } from './figures.ts';
import { overHttp } from './web-load.ts';
import type { BenchOptions } from './works.ts';

const SIZE = 100_000;
const PAGE = 25;
const DEEP_PAGE = 2_000;
const CALLS = 200;
const TODAY = plainDate('2026-01-31');
const AIM_P50_MS = 10;
const RLS_RATIO = 1 / 1.2;

type Place = { documentOn: PlainDate; id: string };
const LIST = `select v.id, v.number, c.name, v.document_on, v.gross_minor, i.residual_minor from invoices v
  join customers c on c.id = v.customer_id join open_items i on i.id = v.open_item_id`;
const NEWEST = `order by v.document_on desc, v.id desc limit ${PAGE}`;

/** W7: a page of the invoice list, first and deep, alone and over HTTP; and under row-level security against without. */
export async function listsWork(options: BenchOptions): Promise<Figure[]> {
  const filled = await filledBook(options, SIZE);
  options.log('W7');
  const deep = await placeBefore(filled, DEEP_PAGE);
  const figures = [await onePage(filled, 'first page'), await onePage(filled, 'page 2,000', deep)];
  figures.push(await underWalls(filled));
  if (existsSync(path.join(path.dirname(SQL_DIR), 'build/server/index.js'))) {
    figures.push(...(await overHttp(filled, deep, options.log)));
  } else options.log('W7 over HTTP: nothing is built; run "npm run build" first');
  return figures;
}

/** The row before a page, by offset: slow, and independent of keysets. */
async function placeBefore({ bench }: FilledBook, page: number): Promise<Place> {
  const { rows } = await bench.staff.pool.query(
    `select document_on, id from invoices order by document_on desc, id desc offset ${(page - 1) * PAGE - 1} limit 1`,
  );
  return { documentOn: rows[0].document_on, id: rows[0].id };
}

async function onePage({ bench, data }: FilledBook, name: string, after?: Place): Promise<Figure> {
  const filter: InvoiceListFilter = {
    today: TODAY,
    limit: PAGE,
    withDelivery: true,
    ...(after ? { cursor: { ...after, direction: 'older' as const } } : {}),
  };
  const found = await listInvoices(bench.staff.db, filter);
  const offset = after ? (DEEP_PAGE - 1) * PAGE : 0;
  const { rows } = await bench.staff.pool.query(`${LIST} ${NEWEST} offset ${offset}`);
  const seen = found.rows.map((row) => [row.id, row.number, row.grossMinor, row.leftMinor]);
  mustEqual(
    `invoices of the ${name}`,
    seen,
    rows.map((row) => [row.id, row.number, row.gross_minor, row.residual_minor]),
  );
  const where = after ? 'where (v.document_on, v.id) < ($1, $2)' : '';
  const query = {
    name: `floor ${name}`,
    text: `${LIST} ${where} ${NEWEST}`,
    values: after ? [after.documentOn, after.id] : [],
  };
  const floor = await medianOf(() => bench.staff.pool.query(query));
  const value = await medianOf(() => listInvoices(bench.staff.db, filter));
  return { work: `W7 invoice list, ${name}, p50 of the query`, data, value, floor, unit: 'ms', aim: AIM_P50_MS };
}

/** The same page of the busy customer as the portal's role and as the staff's, each in a transaction with its predicate. */
async function underWalls({ bench, data }: FilledBook): Promise<Figure> {
  const { rows } = await bench.staff.pool.query(`select id from customers where number = 'C000001'`);
  const customerId = rows[0].id as string;
  const filter: InvoiceListFilter = { customerId, today: TODAY, limit: PAGE };
  const scope = { kind: 'customer' as const, customerId };
  const asPortal = () => readAsPortal(bench.portal.db, scope, (db) => listInvoices(db, filter));
  const asStaff = () => readAsPortal(bench.staff.db, scope, (db) => listInvoices(db, filter));
  mustEqual('what portal and staff see', await asPortal(), await asStaff());
  const other = await readAsPortal(bench.portal.db, scope, (db) => listInvoices(db, { today: TODAY, limit: PAGE }));
  mustEqual(
    'whose invoices the portal sees unasked',
    [...new Set(other.rows.map((row) => row.customerId))],
    [customerId],
  );
  const floor = await medianOf(asStaff);
  const value = await medianOf(asPortal);
  return {
    work: 'W7 portal list under row-level security, against the staff role',
    data,
    value,
    floor,
    unit: 'ms',
    aim: null,
    aimRatio: RLS_RATIO,
  };
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push((await timed(work)).ms);
  return percentile(times, 0.5);
}
