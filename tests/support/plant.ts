import type { TestDatabase } from '#tests/support/database.ts';

/** A statement with its values. */
export type Statement = readonly [text: string, values: readonly unknown[]];

/**
 * Plants rows as the owner, below every command, in a transaction that is always rolled back; answers the name of the law that
 * refuses them, those that look at the commit included, or 'accepted'.
 */
export async function plantIn({ pool }: TestDatabase['owner'], ...statements: readonly Statement[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements) await client.query(text, [...values]);
    await client.query('set constraints all immediate');
    return 'accepted';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
