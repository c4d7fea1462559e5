import pg from 'pg';

/** Functions of ours that a check of a table or a view asks: they must be there before it. */
const ASKED_BY_OTHERS = `(select d.refobjid from pg_depend d
  where d.classid in ('pg_constraint'::regclass, 'pg_rewrite'::regclass) and d.refclassid = 'pg_proc'::regclass)`;

/** One part of the schema: a query that yields statements as `ddl`, in an order that loads. */
const PARTS: { title: string; sql: string }[] = [
  {
    title: 'Tables',
    sql: `select format(E'create table %I (\\n  %s\\n)%s;', c.relname, string_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when d.adbin is null then '' when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
            else ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
          case when a.attnotnull then ' not null' else '' end), E',\\n  ' order by a.attnum),
        case when c.reloptions is null then '' else ' with (' || array_to_string(c.reloptions, ', ') || ')' end) as ddl
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.oid, c.relname, c.reloptions order by c.relname`,
  },
  {
    title: 'Functions that checks and views ask',
    sql: functions('in'),
  },
  {
    title: 'Keys and checks, foreign keys last',
    sql: `select format('alter table %I add constraint %I %s;', r.relname, o.conname, pg_get_constraintdef(o.oid)) as ddl
      from pg_constraint o join pg_class r on r.oid = o.conrelid
      where o.connamespace = 'public'::regnamespace and o.contype in ('p', 'u', 'c', 'f')
      order by array_position('{p,u,c,f}'::"char"[], o.contype), r.relname, o.conname`,
  },
  {
    title: 'Indexes',
    sql: `select pg_get_indexdef(i.indexrelid) || ';' as ddl from pg_index i join pg_class x on x.oid = i.indexrelid
      where x.relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid and o.contype in ('p', 'u'))
      order by x.relname`,
  },
  {
    // In the order they were made, so that one may read another.
    title: 'Views',
    sql: `select format(E'create view %I%s as\n%s', c.relname,
          case when c.reloptions is null then '' else ' with (' || array_to_string(c.reloptions, ', ') || ')' end, pg_get_viewdef(c.oid)) as ddl
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' order by c.oid`,
  },
  {
    title: 'Functions',
    sql: functions('not in'),
  },
  {
    title: 'Triggers',
    sql: `select pg_get_triggerdef(t.oid) || ';' as ddl from pg_trigger t join pg_class r on r.oid = t.tgrelid
      where r.relnamespace = 'public'::regnamespace and not t.tgisinternal order by r.relname, t.tgname`,
  },
  {
    title: 'Row-level security',
    sql: `select format('alter table %I enable row level security;', relname) as ddl from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
      union all
      select format('create policy %I on %I for %s to %s%s%s;', policyname, tablename, lower(cmd), array_to_string(roles, ', '),
        case when qual is null then '' else ' using (' || qual || ')' end, case when with_check is null then '' else ' with check (' || with_check || ')' end)
      from pg_policies where schemaname = 'public' order by 1`,
  },
  {
    title: 'Grants',
    sql: `select 'revoke all on all functions in schema public from public;' as ddl
      union all
      select format('grant %s on %I to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), c.relname, g.grantee::regrole)
        from pg_class c, aclexplode(c.relacl) g where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and g.grantee <> c.relowner
        group by c.relname, g.grantee
      union all
      select format('grant %s (%s) on %I to %s;', lower(g.privilege_type), string_agg(quote_ident(a.attname), ', ' order by a.attname), c.relname, g.grantee::regrole)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped, aclexplode(a.attacl) g
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
        group by c.relname, g.grantee, g.privilege_type
      union all
      select format('grant execute on function %s to %s;', p.oid::regprocedure, string_agg(g.grantee::regrole::text, ', ' order by g.grantee::regrole::text))
        from pg_proc p, aclexplode(p.proacl) g where p.pronamespace = 'public'::regnamespace and g.grantee <> 0 and g.grantee <> p.proowner
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        group by p.oid
      order by 1`,
  },
  {
    title: 'Comments',
    sql: `select format('comment on table %I is %L;', relname, obj_description(oid)) as ddl from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and obj_description(oid) is not null
      union all
      select format('comment on view %I is %L;', relname, obj_description(oid)) from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'v' and obj_description(oid) is not null
      union all
      select format('comment on function %s is %L;', p.oid::regprocedure, obj_description(p.oid)) from pg_proc p join pg_language l on l.oid = p.prolang
        where p.pronamespace = 'public'::regnamespace and l.lanname in ('sql', 'plpgsql') and obj_description(p.oid) is not null
      order by 1`,
  },
];

function functions(are: 'in' | 'not in'): string {
  return `select pg_get_functiondef(p.oid) || ';' as ddl from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace = 'public'::regnamespace and l.lanname in ('sql', 'plpgsql') and p.oid ${are} ${ASKED_BY_OTHERS}
    order by p.proname, p.oid::regprocedure::text`;
}

const HEAD = `-- The whole schema as the migrations and functions make it, written by scripts/generate.ts; do not edit.
-- It exists to be read and compared: a test loads it into an empty database and gets the same text back.
set check_function_bodies = off;
create extension if not exists pg_trgm with schema public;
`;

/** The public schema of a database as SQL that loads into an empty one (roles must exist). Data is not part of it. */
export async function schemaText(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const parts: string[] = [];
    for (const { title, sql } of PARTS) {
      const { rows } = await client.query<{ ddl: string }>(sql);
      parts.push(`\n-- ${title}\n\n${rows.map((row) => row.ddl).join('\n')}\n`);
    }
    return HEAD + parts.join('');
  } finally {
    await client.end();
  }
}
