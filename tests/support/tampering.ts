import fc from 'fast-check';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DB } from '#db/types.generated.ts';

/**
 * Changes that only a database superuser can make, chosen by numbers so that a failing one can be made again. Each
 * answers what a report must name: rows by family and id, or seals by number.
 */
export type Named =
  | { readonly family: string; readonly id: string }
  | { readonly sealNo: string }
  | { readonly law: string };
export type Tampering = { readonly what: string; readonly mustName: readonly Named[] };
type Db = Transaction<DB>;
type Family = {
  family: string;
  id_column: string;
  children: { table: string; of: string; by: string; without?: string }[];
};
export type Change = (db: Db) => Promise<Tampering | undefined>;

const at = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);
const many = async <Row>(db: Kysely<DB>, text: string): Promise<Row[]> => (await sql.raw<Row>(text).execute(db)).rows;
const changed = async (db: Db, text: string): Promise<bigint> =>
  (await sql.raw(text).execute(db)).numAffectedRows ?? 0n;

/** Families that have rows, and the expression of each one's key as a report shows it. */
async function families(db: Db): Promise<(Family & { key: string })[]> {
  const all = await many<Family & { is_number: boolean }>(
    db,
    `select f.*, a.atttypid = 'bigint'::regtype as is_number from sealed_families() f
     join pg_attribute a on a.attrelid = f.family::regclass and a.attname = f.id_column order by f.family`,
  );
  const filled = [];
  for (const family of all) {
    const [row] = await many<{ n: bigint }>(db, `select count(*) as n from ${family.family}`);
    const key = family.is_number ? `lpad(to_hex(t.${family.id_column}), 32, '0')::uuid` : `t.${family.id_column}`;
    if (row!.n > 1n) filled.push({ ...family, key });
  }
  return filled;
}

type Column = { name: string; type: string };
/** Columns that can be changed at all: not those the database itself counts. */
const columnsOf = (db: Db, table: string, except: readonly string[] = []): Promise<Column[]> =>
  many<Column>(
    db,
    `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = '${table}'::regclass
     and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' and attname <> all ('{${except.join(',')}}') order by attnum`,
  );

/** Another value of the same type: of another row where there is one, so that checks on values let it pass. */
function otherValue(table: string, { name, type }: Column): string {
  const old = `t."${name}"`;
  const made: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    date: `coalesce(${old}, '2026-01-01') + 1`,
    'timestamp with time zone': `coalesce(${old}, '2026-01-01T00:00Z') + interval '1 microsecond'`,
    boolean: `not coalesce(${old}, false)`,
    jsonb: `coalesce(case jsonb_typeof(${old}) when 'object' then ${old} || '{"planted": null}' when 'array' then ${old} || '[null]' end, '{}')`,
    bytea: `set_byte(${old}, 0, (get_byte(${old}, 0) + 1) % 256)`,
    xid8: `(${old}::text::numeric + 1)::text::xid8`,
    'uuid[]': `${old}[2:] || ${old}[1] || gen_random_uuid()`,
    'bytea[]': `array_prepend('\\x00'::bytea, ${old}[2:])`,
    'text[]': `coalesce(${old}, '{}') || 'planted'::text`,
    pg_snapshot: 'pg_current_snapshot()',
    text: `coalesce((select o."${name}" from ${table} o where o."${name}" is distinct from ${old} and o."${name}" is not null limit 1), ${old} || '~', 'planted')`,
  };
  return made[type] ?? `coalesce(${old}, 0) + 1`;
}

const rowAt = async (db: Db, family: { family: string; key: string }, n: number) =>
  at(
    await many<{ id: string; place: string; xid: string }>(
      db,
      `select ${family.key} as id, t.ctid as place, t.xid from ${family.family} t order by 1`,
    ),
    n,
  );

/** Which child row, and the parent that must be named. */
const childAt = async (db: Db, child: { table: string; of: string }, n: number) =>
  at(
    await many<{ parent: string; place: string }>(
      db,
      `select t."${child.of}" as parent, t.ctid as place from ${child.table} t order by 1, 2`,
    ),
    n,
  );

const ofRow = (family: string, id: string): Named => ({ family, id });

const updateRow =
  (f: number, r: number, c: number): Change =>
  async (db) => {
    const family = at(await families(db), f)!;
    const row = (await rowAt(db, family, r))!;
    const column = at(await columnsOf(db, family.family), c)!;
    await changed(
      db,
      `update ${family.family} t set "${column.name}" = ${otherValue(family.family, column)} where t.ctid = '${row.place}'`,
    );
    return { what: `update ${family.family}.${column.name}`, mustName: [ofRow(family.family, row.id)] };
  };

const parents = async (db: Db) =>
  (await families(db)).flatMap((family) => family.children.map((child) => ({ family: family.family, ...child })));

const updateChild =
  (f: number, r: number, c: number): Change =>
  async (db) => {
    const child = at(await parents(db), f)!;
    const row = await childAt(db, child, r);
    if (!row) return undefined;
    const column = at(await columnsOf(db, child.table, child.without ? [child.without] : []), c)!;
    await changed(
      db,
      `update ${child.table} t set "${column.name}" = ${otherValue(child.table, column)} where t.ctid = '${row.place}'`,
    );
    return { what: `update ${child.table}.${column.name}`, mustName: [ofRow(child.family, row.parent)] };
  };

const stampResidual =
  (r: number): Change =>
  async (db) => {
    const items = await many<{ id: string }>(db, 'select id from open_items where residual_minor > 0 order by id');
    await changed(db, `update open_items set residual_minor = residual_minor - 1 where id = '${at(items, r)!.id}'`);
    return { what: 'update open_items.residual_minor', mustName: [{ law: '004_residuals_are_true' }] };
  };

const deleteRow =
  (f: number, r: number): Change =>
  async (db) => {
    const family = at(await families(db), f)!;
    const row = (await rowAt(db, family, r))!;
    await changed(db, `delete from ${family.family} t where t.ctid = '${row.place}'`);
    return { what: `delete from ${family.family}`, mustName: [ofRow(family.family, row.id)] };
  };

const deleteChild =
  (f: number, r: number): Change =>
  async (db) => {
    const child = at(await parents(db), f)!;
    const row = await childAt(db, child, r);
    if (!row) return undefined;
    await changed(db, `delete from ${child.table} t where t.ctid = '${row.place}'`);
    return { what: `delete from ${child.table}`, mustName: [ofRow(child.family, row.parent)] };
  };

/** A row that looks as if it had been there when its neighbours were sealed: all unique columns are made anew. */
const insertRow =
  (f: number, r: number): Change =>
  async (db) => {
    const family = at(await families(db), f)!;
    const row = (await rowAt(db, family, r))!;
    const unique = await uniqueColumns(db, family.family);
    const columns = await columnsOf(db, family.family);
    const values = columns.map((column) =>
      unique.has(column.name) && column.name !== 'xid' ? freshValue(column) : `t."${column.name}"`,
    );
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const [made] = await many<{ id: string }>(
      db,
      `insert into ${family.family} as t (${names}) select ${values.join(', ')} from ${family.family} t where t.ctid = '${row.place}' returning ${family.key} as id`,
    );
    return { what: `insert into ${family.family}`, mustName: [ofRow(family.family, made!.id)] };
  };

const insertChild =
  (f: number, r: number, isOrphan: boolean): Change =>
  async (db) => {
    const child = at(await parents(db), f)!;
    const row = await childAt(db, child, r);
    if (!row) return undefined;
    const unique = await uniqueColumns(db, child.table);
    const columns = await columnsOf(db, child.table);
    const fresh = (column: Column) => (column.name === child.of ? isOrphan : unique.has(column.name));
    const values = columns.map((column) => (fresh(column) ? freshValue(column) : `t."${column.name}"`));
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const [made] = await many<{ parent: string }>(
      db,
      `insert into ${child.table} (${names}) select ${values.join(', ')} from ${child.table} t where t.ctid = '${row.place}' returning "${child.of}" as parent`,
    );
    return {
      what: `insert into ${child.table}`,
      mustName: [ofRow(isOrphan ? child.table : child.family, made!.parent)],
    };
  };

async function uniqueColumns(db: Db, table: string): Promise<Set<string>> {
  const rows = await many<{ name: string }>(
    db,
    `select distinct a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = '${table}'::regclass and i.indisunique`,
  );
  return new Set(rows.map((row) => row.name));
}

const freshValue = ({ name, type }: Column): string => {
  const old = `t."${name}"`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'text') return `${old} || '~'`;
  if (type === 'date') return `${old} + 1000`;
  return `coalesce(${old}, 0) + 1000`;
};

/** Two rows exchange all they hold but their keys, or only the transactions that wrote them. */
const swapRows =
  (f: number, r: number, s: number, onlyXids: boolean): Change =>
  async (db) => {
    const family = at(await families(db), f)!;
    const one = (await rowAt(db, family, r))!;
    const rows = await many<{ id: string; place: string; xid: string }>(
      db,
      `select ${family.key} as id, t.ctid as place, t.xid from ${family.family} t order by 1`,
    );
    const two = at(
      rows.filter((row) => row.id !== one.id && (!onlyXids || row.xid !== one.xid)),
      s,
    );
    if (!two) return undefined;
    const unique = await uniqueColumns(db, family.family);
    const columns = onlyXids
      ? ['xid']
      : (await columnsOf(db, family.family, [family.id_column]))
          .map((column) => column.name)
          .filter((name) => !unique.has(name));
    const names = columns.map((name) => `"${name}"`).join(', ');
    const kept = (
      await many<{ before: string }>(
        db,
        `select md5(string_agg(t::text, ' ' order by t.ctid)) as before from ${family.family} t where t.ctid in ('${one.place}', '${two.place}')`,
      )
    )[0]!;
    await changed(
      db,
      `update ${family.family} t set (${names}) = (select ${columns.map((name) => `o."${name}"`).join(', ')} from ${family.family} o
      where o.ctid = case t.ctid when '${one.place}'::tid then '${two.place}'::tid else '${one.place}'::tid end) where t.ctid in ('${one.place}', '${two.place}')`,
    );
    const same = await many<{ n: bigint }>(
      db,
      `select 1 as n where '${kept.before}' = (select md5(string_agg(t::text, ' ' order by t.ctid)) from ${family.family} t where ${family.key} in ('${one.id}', '${two.id}'))`,
    );
    if (same.length > 0) return undefined;
    return {
      what: `swap ${onlyXids ? 'transactions' : 'contents'} in ${family.family}`,
      mustName: [ofRow(family.family, one.id), ofRow(family.family, two.id)],
    };
  };

/** The end is cut off, so that what is left is a true chain; its rows go with it or stay as if they were new. */
const cutTail =
  (k: number, withRows: boolean): Change =>
  async (db) => {
    const [last] = await many<{ seal_no: bigint }>(db, 'select max(seal_no) as seal_no from seals');
    const from = last!.seal_no - BigInt(k % Number(last!.seal_no));
    const [cut] = await many<{ xid: string }>(db, `select from_xid as xid from seals where seal_no = ${from}`);
    if (withRows)
      for (const { family } of await families(db))
        await changed(db, `delete from ${family} where xid >= '${cut!.xid}'`);
    await changed(db, `delete from seal_leaves where seal_no >= ${from}`);
    await changed(db, `delete from seals where seal_no >= ${from}`);
    return { what: `cut ${withRows ? 'rows and ' : ''}seals`, mustName: [{ sealNo: String(last!.seal_no) }] };
  };

const updateSeal =
  (r: number, c: number, table: 'seals' | 'seal_leaves'): Change =>
  async (db) => {
    const row = at(
      await many<{ seal_no: bigint; place: string }>(
        db,
        `select seal_no, ctid as place from ${table} where seal_no > 0 order by 1, 2`,
      ),
      r,
    )!;
    const column = at(await columnsOf(db, table), c)!;
    await changed(
      db,
      `update ${table} t set "${column.name}" = ${otherValue(table, column)} where t.ctid = '${row.place}'`,
    );
    return { what: `update ${table}.${column.name}`, mustName: [{ sealNo: String(row.seal_no) }] };
  };

const deleteSeal =
  (r: number, table: 'seals' | 'seal_leaves'): Change =>
  async (db) => {
    const row = at(
      await many<{ seal_no: bigint; place: string }>(db, `select seal_no, ctid as place from ${table} order by 1, 2`),
      r,
    )!;
    await changed(db, `delete from ${table} t where t.ctid = '${row.place}'`);
    return { what: `delete from ${table}`, mustName: [{ sealNo: String(row.seal_no) }] };
  };

const swapSeals =
  (r: number, s: number): Change =>
  async (db) => {
    const seals = await many<{ seal_no: bigint }>(db, 'select seal_no from seals where seal_no > 0 order by 1');
    const [one, two] = [at(seals, r)!.seal_no, at(seals, s)!.seal_no];
    if (one === two) return undefined;
    await changed(
      db,
      `update seals t set (sealed_at, row_count, prev_hash, hash) = (select sealed_at, row_count, prev_hash, hash from seals o
      where o.seal_no = case t.seal_no when ${one} then ${two} else ${one} end) where seal_no in (${one}, ${two})`,
    );
    return { what: 'swap seals', mustName: [{ sealNo: String(one) }, { sealNo: String(two) }] };
  };

/** An owner with all rights changes a row and writes its leaf and the whole chain after it anew: only the exported head tells. */
const rewriteChain =
  (f: number, r: number): Change =>
  async (db) => {
    const family = at(await families(db), f)!;
    const row = (await rowAt(db, family, r))!;
    const columns = (await columnsOf(db, family.family, [family.id_column, 'xid'])).filter(
      ({ type }) => /text|timestamp/.test(type) && type !== 'text[]',
    );
    const column = at(columns, r);
    if (!column) return undefined;
    await changed(
      db,
      `update ${family.family} t set "${column.name}" = ${otherValue(family.family, column)} where ${family.key} = '${row.id}'`,
    );
    const [held] = await many<{ seal_no: bigint }>(
      db,
      `select seal_no from seal_leaves where family = '${family.family}' and '${row.id}' = any (ids)`,
    );
    await changed(
      db,
      `update seal_leaves l set leaves = (select array_agg(case k.id when '${row.id}' then r.leaf else k.leaf end order by k.n)
      from unnest(l.ids, l.leaves) with ordinality k (id, leaf, n) left join sealed_rows(l.family, '0', '18446744073709551615') r on r.id = k.id)
      where l.family = '${family.family}' and l.seal_no = ${held!.seal_no}`,
    );
    const seals = await many<{ seal_no: bigint }>(
      db,
      `select seal_no from seals where seal_no >= ${held!.seal_no} order by 1`,
    );
    for (const { seal_no } of seals) {
      await changed(
        db,
        `update seals s set prev_hash = (select hash from seals p where p.seal_no = ${seal_no} - 1) where s.seal_no = ${seal_no}`,
      );
      await changed(db, `update seals s set hash = seal_hash(s) where s.seal_no = ${seal_no}`);
    }
    return { what: `rewrite the chain after ${family.family}`, mustName: [{ sealNo: String(seals.at(-1)!.seal_no) }] };
  };

const n = () => fc.nat(100_000);
const flag = () => fc.boolean();
const sealTable = () => fc.constantFrom('seals' as const, 'seal_leaves' as const);

/** Every kind of change with its share of two hundred. */
export const TAMPERINGS: readonly {
  readonly kind: string;
  readonly share: number;
  readonly change: fc.Arbitrary<Change>;
}[] = [
  { kind: 'update a row', share: 34, change: fc.tuple(n(), n(), n()).map((a) => updateRow(...a)) },
  { kind: 'update a line of a row', share: 20, change: fc.tuple(n(), n(), n()).map((a) => updateChild(...a)) },
  { kind: 'stamp a residual', share: 4, change: n().map(stampResidual) },
  { kind: 'delete a row', share: 20, change: fc.tuple(n(), n()).map((a) => deleteRow(...a)) },
  { kind: 'delete a line of a row', share: 12, change: fc.tuple(n(), n()).map((a) => deleteChild(...a)) },
  { kind: 'insert a row', share: 20, change: fc.tuple(n(), n()).map((a) => insertRow(...a)) },
  { kind: 'insert a line of a row', share: 12, change: fc.tuple(n(), n(), flag()).map((a) => insertChild(...a)) },
  { kind: 'swap two rows', share: 20, change: fc.tuple(n(), n(), n(), flag()).map((a) => swapRows(...a)) },
  { kind: 'cut the tail', share: 14, change: fc.tuple(n(), flag()).map((a) => cutTail(...a)) },
  { kind: 'update a seal', share: 16, change: fc.tuple(n(), n(), sealTable()).map((a) => updateSeal(...a)) },
  { kind: 'delete a seal', share: 8, change: fc.tuple(n(), sealTable()).map((a) => deleteSeal(...a)) },
  { kind: 'swap two seals', share: 8, change: fc.tuple(n(), n()).map((a) => swapSeals(...a)) },
  { kind: 'write the chain anew', share: 12, change: fc.tuple(n(), n()).map((a) => rewriteChain(...a)) },
];
