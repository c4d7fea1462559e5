import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framedFaults, headerFaults, markupFaults } from '#tests/security/answer-rules.ts';
import { IDENTITIES, type Identity, introduce, MORE_PEOPLE, nameOf } from '#tests/security/identities.ts';
import { type Answer, ROUTE_TABLE, type RouteRow, type Sample } from '#tests/security/route-table.ts';
import { samplesFor } from '#tests/security/samples.ts';
import { ORIGIN, type ServedApp, serveBuiltApp } from '#tests/security/served-app.ts';

let app: ServedApp;
let samples: Record<Sample, string>;
let cookieOf: (who: Identity) => Promise<string>;

/** Serves the built app to the tests of this file; each file is a process and has its own. */
export function serveForTheMatrix(): void {
  beforeAll(async () => {
    app = await serveBuiltApp();
    const { made, ...rest } = await samplesFor(app);
    samples = rest.samples;
    cookieOf = await introduce(app.database, made);
  });
  afterAll(() => app?.stop());
}

/** Those whose browser another site would like to use. */
const POWERFUL = ['visitor', 'link holder', "customer A's payer", 'administrator'];

type Ask = { method?: string; data?: boolean; query?: string; from?: Record<string, string> };
let asked = 0;
const AT_ONCE = 4;

/** One request of one identity, each from an address of its own, so that no limit of attempts is met by chance. */
export async function ask(row: RouteRow, who: Identity, { method = 'GET', data = false, query = '', from }: Ask = {}) {
  asked += 1;
  const path = addressOf(row, who);
  const target = data ? (path === '/' ? '/_root.data' : `${path}.data`) : path;
  const headers = new Headers({ 'x-tallystick-client': `10.1.${asked >> 8}.${asked & 255}` });
  const cookie = await cookieOf(who);
  if (cookie) headers.set('Cookie', cookie);
  if (method === 'POST') {
    headers.set('Content-Type', 'application/x-www-form-urlencoded');
    for (const [name, value] of Object.entries(from ?? { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' })) {
      headers.set(name, value);
    }
  }
  const body = method === 'POST' ? new URLSearchParams(row.form ?? {}).toString() : undefined;
  if (body !== undefined) headers.set('Content-Length', String(body.length));
  return app.ask(new Request(`${ORIGIN}${target}${query}`, { method, headers, body }));
}

function addressOf(row: RouteRow, who: Identity): string {
  if (row.path === '/*') return '/no-such-page';
  return row.path.replace(/:(\w+)/g, (_, name: string) => {
    const sample = row.params?.[name];
    if (!sample) throw new Error(`${row.path} has no sample for :${name}`);
    return sample === 'linkToken' && who.kind !== 'link holder' ? 'no-link-of-ours' : samples[sample];
  });
}

/** What is wrong with an answer, as one line; nothing when it is as the table says. */
export async function fault(answer: Response, expected: Answer, label: string, isFramed = false): Promise<string[]> {
  const to = answer.headers.get('Location') ?? '';
  const got = `${answer.status}${to ? ` to ${to}` : ''}`;
  const isRight =
    expected.status === 'in'
      ? ![401, 403, 405].includes(answer.status) && answer.status < 500 && !/^(\/staff)?\/sign-in/.test(to)
      : answer.status === expected.status && (expected.to === undefined || to.startsWith(expected.to));
  const page = await answer.clone().text();
  const wanted = `${expected.status}${expected.to ? ` to ${expected.to}` : ''}`;
  return [
    ...(isRight ? [] : [`${label}: ${got}, expected ${wanted}`]),
    ...(isFramed && answer.status === 200
      ? framedFaults(answer, page)
      : [...headerFaults(answer), ...markupFaults(answer, page)]
    ).map((text) => `${label}: ${text}`),
  ];
}

type BuiltRoute = ServedApp['build']['routes'][string] & object;
const routes = (): BuiltRoute[] => Object.values(app.build.routes).filter((route) => route !== undefined);

export function fullPath(route: BuiltRoute): string {
  const parts: string[] = [];
  for (let at: BuiltRoute | undefined = route; at; at = at.parentId ? app.build.routes[at.parentId] : undefined) {
    if (at.path) parts.unshift(at.path);
  }
  return `/${parts.join('/')}`;
}
export const leaves = () =>
  routes().filter((route) => route.id !== 'root' && (route.path !== undefined || route.index));
const rowOf = (route: BuiltRoute) => ROUTE_TABLE.find((row) => row.path === fullPath(route));

/** The laws of the given rows of the table, over a built app and a database of their own. */
export function heldOfRoutes(rows: readonly RouteRow[]): void {
  describe.each(rows.map((row) => ({ row, path: row.path })))('$path', ({ row }) => lawsOf(row));
}

const whoAsks = (row: RouteRow): readonly Identity[] =>
  /^\/(staff|webhooks)(\/|$)/.test(row.path) ? IDENTITIES : [...IDENTITIES, ...MORE_PEOPLE];

function lawsOf(row: RouteRow): void {
  it('is answered by the table for every identity, and reading it changes nothing', async () => {
    const faults: string[] = [];
    const before = await everyRow();
    await someAtOnce(whoAsks(row), async (who) => {
      faults.push(...(await fault(await ask(row, who), row.get(who), `GET as ${nameOf(who)}`, row.framed)));
      // What is answered without a body is decided by the same guards; it is asked by those who differ most.
      if (!POWERFUL.includes(nameOf(who))) return;
      const head = await ask(row, who, { method: 'HEAD' });
      const got = row.get(who).status;
      if (head.status !== got) faults.push(`HEAD as ${nameOf(who)}: ${head.status}, expected ${got}`);
    });
    expect(faults).toEqual([]);
    expect(await everyRow()).toEqual(before);
  });

  it('takes a form only from whom the table says', async () => {
    const faults: string[] = [];
    for (const who of whoAsks(row)) {
      const expected = row.post?.(who) ?? { status: 405 };
      faults.push(...(await fault(await ask(row, who, { method: 'POST' }), expected, `POST as ${nameOf(who)}`)));
    }
    expect(faults).toEqual([]);
  });

  it('takes no form that another site sent, and answers it 403 whoever is signed in', async () => {
    if (row.path.startsWith('/webhooks/')) return;
    const strangers: Record<string, string>[] = [
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
      { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'null' },
      { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
      {},
    ];
    const before = await everyRow();
    const faults: string[] = [];
    const powerful = IDENTITIES.filter((one) => POWERFUL.includes(nameOf(one)));
    const asks = powerful.flatMap((who) => strangers.map((from) => ({ who, from })));
    await someAtOnce(asks, async ({ who, from }) => {
      const answer = await ask(row, who, { method: 'POST', from });
      const label = `POST as ${nameOf(who)} from ${JSON.stringify(from)}`;
      faults.push(...(await fault(answer, { status: 403 }, label)));
    });
    expect(faults).toEqual([]);
    expect(await everyRow()).toEqual(before);
  });

  it("gives a page's data to nobody who does not get the page, not even part by part", async () => {
    const faults: string[] = [];
    const own = leaves().find((route) => rowOf(route) === row);
    const isPage = own?.module.default !== undefined;
    if (!isPage) return;
    const guarded = whoAsks(row).filter((who) => row.get(who).status !== 200);
    for (const who of guarded) {
      for (const part of ['', ...parts(own)]) {
        const answer = await ask(row, who, { data: true, query: part ? `?_routes=${encodeURIComponent(part)}` : '' });
        const text = await answer.text();
        const isRefused = /SingleFetchRedirect|ErrorResponse|"redirect"/.test(text) || answer.status >= 400;
        const isEmpty = text.trim() === '[{}]';
        const { status, to = '' } = row.get(who);
        // A layout may be open to more people than the page in it: then it answers with its own figures alone.
        const isSentAway = status === 302 && to !== '/staff/customers';
        const mayHaveLayout = part !== '' && part !== own?.id && !isSentAway;
        if (!isRefused && !isEmpty && !mayHaveLayout)
          faults.push(`data ${part} as ${nameOf(who)}: ${answer.status} ${text.slice(0, 80)}`);
        faults.push(...headerFaults(answer).map((fault) => `data as ${nameOf(who)}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });
}

/** The ids of a page and of the layouts around it that load something of their own; the doors' layout is for visitors. */
function parts(route: BuiltRoute | undefined): string[] {
  const ids: string[] = [];
  for (let at = route; at && at.id !== 'root'; at = at.parentId ? app.build.routes[at.parentId] : undefined) {
    if (at.module.loader && at.id !== 'routes/auth/layout') ids.push(at.id);
  }
  return ids;
}

/** Reading changes nothing, so that the database may work for one question while the app draws the answer to another. */
async function someAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

let digestOfEveryTable = '';

/**
 * A digest of every row there is. Left out: sessions and counters of attempts, and the seals, which a statement makes to say
 * what was known; they hold no fact that was not there before. Planned once: it names every table there is.
 */
async function everyRow(): Promise<Record<string, string>> {
  const { pool } = app.database.owner;
  if (digestOfEveryTable === '') {
    const tables = await pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'rate_limits', 'seals', 'seal_leaves')`,
    );
    const digests = tables.rows.map(
      ({ name }) =>
        `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), 'empty') as digest from ${name} t`,
    );
    digestOfEveryTable = [...digests, `select 'jobs', count(*)::text from pgboss.job`].join(' union all ');
  }
  const { rows } = await pool.query<{ name: string; digest: string }>({ name: 'every_row', text: digestOfEveryTable });
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
