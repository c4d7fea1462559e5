import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { onServer, SQL_DIR, TEMPLATE, withDatabaseName } from '#tests/support/template.ts';
import { schemaText } from './schema-text.ts';

it('the committed schema is what the migrations make, and loads into an empty database as itself', async () => {
  const superuserUrl = inject('superuserUrl');
  const committed = await readFile(path.join(SQL_DIR, 'schema.sql'), 'utf8');
  const template = `schema_copy_${process.pid}`;
  await onServer(superuserUrl, (client) => client.query(`create database ${template} template ${TEMPLATE}`));
  expect(await schemaText(withDatabaseName(superuserUrl, template))).toBe(committed);

  const loaded = `schema_loaded_${process.pid}`;
  await onServer(superuserUrl, (client) => client.query(`create database ${loaded}`));
  await onServer(withDatabaseName(superuserUrl, loaded), (client) => client.query(committed));
  expect(await schemaText(withDatabaseName(superuserUrl, loaded))).toBe(committed);
  await onServer(superuserUrl, async (client) => {
    await client.query(`drop database ${template}`);
    await client.query(`drop database ${loaded}`);
  });
});
