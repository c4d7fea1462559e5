import { SYSTEM } from '#app/modules/audit/types.ts';
import { placeMail } from '#app/modules/inbox/commands/place-mail.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';

const KEPT = `insert into inbound_mails (event_ref, provider_ref, state, from_address, from_name, to_addresses, subject, body, quoted, heard_at, fetched_at)
  values ($1, $1, 'waiting', 'jane.doe@hauliers.example', 'Jane Doe', '{billing@tallystick.example}', $2, $3, $4, now(), now())
  on conflict (provider_ref) do nothing`;

/** A mail that waits for a person, with files taken and not taken, and one that belongs to this customer. */
export async function someMails(customerId: string): Promise<{ waitingMail: string; placedMail: string }> {
  const { pool, db } = demoDatabase();
  const make = async (ref: string, subject: string): Promise<string> => {
    const quoted = '> Here is your invoice.\n> Thank you for your custom.';
    await pool.query(KEPT, [
      ref,
      subject,
      'There was a short delivery on 3 November:\ntwo pallets fewer than billed.',
      quoted,
    ]);
    return oneValue<string>('select id from inbound_mails where provider_ref = $1', [ref]);
  };
  const waitingMail = await make('seen-waiting', 'Short delivery');
  const placedMail = await make('seen-placed', 'Re: Your invoice');
  await pool.query(
    `insert into inbound_files (mail_id, file_no, file_name, media_type, sha256, size_bytes, refused)
     values ($1, 1, 'slip.pdf', 'application/pdf', repeat('a', 64), 20480, ''), ($1, 2, 'macro.xlsm', null, null, 4096, 'kind') on conflict do nothing`,
    [waitingMail],
  );
  const place = { subjectKind: 'customer', subjectId: customerId, customerId } as const;
  const placing = { mailId: placedMail, place, how: 'address' as const, reason: '' };
  // Tests of other files may have come first: then it stands there already.
  await inTransaction(db, (tx) => placeMail(tx, SYSTEM, placing, momentIn('Europe/London')));
  return { waitingMail, placedMail };
}
