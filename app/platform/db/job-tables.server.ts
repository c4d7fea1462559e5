import pg from 'pg';

/** Hands the job queue's schema to the owner role and opens it to staff and worker, not to the portal. */
export async function grantJobTables(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`grant usage on schema pgboss to tallystick_staff, tallystick_worker;
      grant select, insert, update, delete on all tables in schema pgboss to tallystick_staff, tallystick_worker;
      grant execute on all functions in schema pgboss to tallystick_staff, tallystick_worker;
      -- For the one door of the portal, which runs with the owner's rights.
      grant usage on schema pgboss to tallystick_owner;
      grant select on pgboss.queue to tallystick_owner;
      grant insert on pgboss.job to tallystick_owner;`);
  } finally {
    await client.end();
  }
}
