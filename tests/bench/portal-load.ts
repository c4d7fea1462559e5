import { existsSync } from 'node:fs';
import path from 'node:path';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { momentIn, now } from '#app/platform/clock/clock.server.ts';
import { aUser } from '#tests/support/people.ts';
import { aPolicy } from '#tests/support/plans.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { type FilledBook, filledBook } from './book.ts';
import { type Figure, percentile, timed, WrongOutput } from './figures.ts';
import { get, offered, type Page, saturated, startWeb, type Web } from './web-load.ts';
import type { BenchOptions } from './works.ts';

const SIZE = 100_000;
const PEOPLE = 40;
const PAGE = 25;
const DEEP_PAGE = 18;
const WARM_UP = 60;
const CALLS = 60;
const RLS_RATIO = 1 / 1.2;

type Kind = { readonly name: string; readonly pages: readonly Page[] };

/**
 * W7 for customers: the overview, the list (first and deep), an invoice, the pay page and the plan page of forty customers
 * over HTTP, two web processes. In turn at a steady rate and as fast as it goes; and each alone, under row-level security
 * and, as its floor, by a role that row-level security does not bind.
 */
export async function portalWork(options: BenchOptions): Promise<Figure[]> {
  if (!existsSync(path.join(path.dirname(SQL_DIR), 'build/server/index.js')))
    throw new WrongOutput('nothing is built; run "npm run build" first');
  const filled = await filledBook(options, options.count ?? SIZE);
  const kinds = await pagesOf(filled);
  return withWeb(filled, filled.bench.portalUrl, async (web) => {
    options.log('W7 portal: each page, under walls and without');
    const alone = await withWeb(filled, filled.bench.ownerUrl, (bare) => eachAlone({ web, bare }, kinds, filled.data));
    options.log('W7 portal: in turn');
    return [...alone, ...(await inTurn(web, kinds, filled.data))];
  });
}

async function inTurn(web: Web, kinds: readonly Kind[], data: string): Promise<Figure[]> {
  const all = Array.from({ length: PEOPLE }, (_, no) => kinds.map(({ pages }) => pages[no % pages.length]!)).flat();
  const pageOf = (no: number) => all[no % all.length]!;
  const floor = percentile(await offered(web, 100, () => ({ path: '/health/live', cookie: '' })), 0.5);
  const calm = percentile(await offered(web, 100, pageOf), 0.5);
  const busy = percentile(await offered(web, 150, pageOf), 0.95);
  const { rate, cpuMs } = await saturated(web, pageOf);
  const note = `${cpuMs.toFixed(1)} ms of processor a page`;
  const of = 'W7 portal, the pages in turn,';
  return [
    { work: `${of} p50 at 100/s`, value: calm, floor, unit: 'ms', aim: 10, data },
    { work: `${of} p95 at 150/s`, value: busy, floor: null, unit: 'ms', aim: 40, data },
    { work: `${of} as fast as it goes`, value: rate, floor: null, unit: '/s', aim: 250, note, data },
  ];
}

async function withWeb<T>({ bench }: FilledBook, portalUrl: string, work: (web: Web) => Promise<T>): Promise<T> {
  const web = await startWeb({ bench, portalUrl });
  try {
    return await work(web);
  } finally {
    await web.stop();
  }
}

/**
 * Each page alone, asked for under row-level security and without in turn, so that both meet the same load of others; what one
 * takes of a web process's processor beside it.
 */
async function eachAlone(of: { web: Web; bare: Web }, kinds: readonly Kind[], data: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, pages } of kinds) {
    const ask = async (web: Web, call: number) => {
      const page = pages[call % pages.length]!;
      const { ms, value } = await timed(() => get(web.ports[call % web.ports.length]!, page));
      if (value.status !== 200) throw new WrongOutput(`${name}, ${page.path}, was answered ${value.status}`);
      return ms;
    };
    const times = { walled: [] as number[], bare: [] as number[] };
    for (let call = 0; call < WARM_UP; call += 1) await Promise.all([ask(of.web, call), ask(of.bare, call)]);
    const before = of.web.cpuMs();
    for (let call = 0; call < CALLS; call += 1) {
      times.walled.push(await ask(of.web, call));
      times.bare.push(await ask(of.bare, call));
    }
    const note = `${((of.web.cpuMs() - before) / CALLS).toFixed(1)} ms of a web process's processor a page`;
    const [value, floor] = [percentile(times.walled, 0.5), percentile(times.bare, 0.5)];
    const work = `W7 portal, ${name}, one at a time, p50`;
    figures.push({ work, value, floor, unit: 'ms', aim: null, aimRatio: RLS_RATIO, note, data });
  }
  return figures;
}

/** The busy customer and those after it, each with somebody who is signed in; an envelope for plans is set. */
async function pagesOf({ bench }: FilledBook): Promise<Kind[]> {
  await aPolicy(bench.staff.db, momentIn('Europe/London'), { reason: 'bench' });
  const { rows } = await bench.owner.pool.query<{ id: string; item: string; invoice: string }>(
    `select c.id, v.open_item_id as item, v.id as invoice from customers c
     join lateral (select v.id, v.open_item_id from invoices v join open_items o on o.id = v.open_item_id
       where v.customer_id = c.id and o.residual_minor > 0 order by v.document_on desc limit 1) v on true
     order by c.number limit ${PEOPLE}`,
  );
  const people = await Promise.all(rows.map(async (row) => ({ ...row, cookie: await cookieOf(bench, row.id) })));
  const busy = people[0]!;
  const { rows: deep } = await bench.owner.pool.query<{ document_on: string; id: string }>(
    `select document_on, id from invoices where customer_id = $1 order by document_on desc, id desc offset $2 limit 1`,
    [busy.id, (DEEP_PAGE - 1) * PAGE - 1],
  );
  const far = `/invoices?view=all&after=${deep[0]!.document_on}~${deep[0]!.id}`;
  const ofAll = (name: string, pathOf: (person: (typeof people)[number]) => string): Kind => ({
    name,
    pages: people.map((person) => ({ path: pathOf(person), cookie: person.cookie })),
  });
  return [
    ofAll('overview', () => '/'),
    ofAll('list, first page', () => '/invoices'),
    { name: `list, page ${DEEP_PAGE}`, pages: [{ path: far, cookie: busy.cookie }] },
    ofAll('invoice', ({ invoice }) => `/invoices/${invoice}`),
    ofAll('pay page', ({ invoice }) => `/pay?i=${invoice}`),
    ofAll('plan page', () => '/plans/new'),
  ];
}

async function cookieOf({ staff, owner }: FilledBook['bench'], customerId: string): Promise<string> {
  const userId = await aUser(owner.db, { email: `bench-${customerId}@customer.example`, kind: 'portal' });
  await owner.db
    .insertInto('portal_memberships')
    .values({ user_id: userId, customer_id: customerId, role: 'owner' })
    .execute();
  const session = { userId, secondFactorAt: null, customerId, userAgent: 'bench' };
  const token = await openSession(staff.db, session as never, { side: 'portal', now: now() });
  return `${sessionCookieName('portal', false)}=${token}`;
}
