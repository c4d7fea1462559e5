import { describe, expect, test } from 'vitest';
import { NOT_CUSTOMER_OWNED, SCHEMA_RULES } from '#tests/architecture/schema-rules.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

async function faultsAfter(plant: string | null, query: string): Promise<string[]> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    if (plant !== null) await client.query(plant);
    const { rows } = await client.query<{ fault: string }>(query);
    return rows.map(({ fault }) => fault).sort();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the schema keeps the house rules', () => {
  test.for(SCHEMA_RULES)('$name', async ({ faults }) => {
    expect(await faultsAfter(null, faults)).toEqual([]);
  });

  test('every exception from customer_id names a table that exists', async () => {
    const { rows } = await database.current.owner.pool.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const names = rows.map(({ name }) => name);
    expect(Object.keys(NOT_CUSTOMER_OWNED).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('each schema rule still bites', () => {
  test.for(SCHEMA_RULES)('$name', async ({ faults, plant }) => {
    const before = await faultsAfter(null, faults);
    const after = await faultsAfter(plant, faults);
    expect(after.filter((fault) => !before.includes(fault)).some((fault) => fault.includes('planted'))).toBe(true);
  });
});
