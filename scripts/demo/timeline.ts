import { addDays } from '#app/kernel/plain-date.ts';
import { writeNote } from '#app/modules/activity/commands/write-note.server.ts';
import type { NoteKind } from '#app/modules/activity/types.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { keepFetchedMail } from '#app/modules/inbox/commands/keep-fetched-mail.server.ts';
import { placeMail } from '#app/modules/inbox/commands/place-mail.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const COLLECTOR: Actor = { ...SYSTEM, kind: 'staff', name: 'Ana Ruiz' };
const HOUR_MS = 3_600_000;

type Said = { kind: NoteKind; hoursAgo: number; with: string; note: string; next?: string };
const SAID: readonly Said[] = [
  {
    ...{ kind: 'call', hoursAgo: 3, with: 'Jane Hollis' },
    note: 'They pay on the 15th of each month. Two invoices went to a colleague who has left; she takes them over.',
    next: 'Send the two invoices again to Jane',
  },
  {
    ...{ kind: 'visit', hoursAgo: 51, with: 'R. Shah, yard manager' },
    note: 'Short delivery on the second load was real: the weighbridge slip says 18.2 t where we billed 20 t.',
    next: 'Ask shipping for the slip',
  },
  {
    ...{ kind: 'note', hoursAgo: 75, with: '' },
    note: 'Their year ends in March: they want every statement before the 25th.',
  },
];

/**
 * What colleagues wrote down about a few customers, and the inbox of a morning: a mail that belongs to one of them, one that
 * waits for a person, and a bounce.
 */
export async function demoTimeline(tx: Tx, moment: Moment): Promise<void> {
  const customers = await tx.selectFrom('customers').select('id').orderBy('number').limit(SAID.length).execute();
  for (const [index, { id: customerId }] of customers.entries()) {
    const said = SAID[index]!;
    const happenedAt = new Date(moment.now.getTime() - said.hoursAgo * HOUR_MS);
    const next = { nextStep: said.next ?? '', nextOn: said.next ? addDays(moment.today, 3) : null };
    await writeNote(
      tx,
      COLLECTOR,
      { customerId, kind: said.kind, happenedAt, spokenWith: said.with, note: said.note, ...next },
      moment,
    );
  }
  const mailId = await aMail(
    tx,
    { subject: 'Statement for October', body: 'Could you send us the statement?' },
    moment,
  );
  await aMail(tx, { subject: 'Wrong order number', body: 'Our order is 4471, not 4417. Please correct it.' }, moment);
  await aMail(tx, { subject: 'Undelivered Mail', body: 'The address does not exist.', isBounce: true }, moment);
  const customerId = customers[0]?.id;
  if (!customerId) return;
  const place = { subjectKind: 'customer', subjectId: customerId, customerId } as const;
  await placeMail(tx, SYSTEM, { mailId, place, how: 'address', reason: '' }, moment);
}

type Came = { readonly subject: string; readonly body: string; readonly isBounce?: true };

async function aMail(tx: Tx, { subject, body, isBounce }: Came, moment: Moment): Promise<string> {
  const ref = `demo: ${subject}`;
  const { id } = await tx
    .insertInto('inbound_mails')
    .values({ event_ref: ref, provider_ref: ref, heard_at: moment.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const from = isBounce ? 'mailer-daemon@hollis.example' : 'jane.hollis@hollis.example';
  const mail = {
    ...{ fromAddress: from, fromName: isBounce ? '' : 'Jane Hollis', toAddresses: ['billing@tallystick.example'] },
    ...{ subject, messageRef: '', body, quoted: '', files: [] },
    automatic: isBounce ? ('bounce' as const) : ('' as const),
  };
  await keepFetchedMail(tx, { mailId: id, mail }, moment);
  return id;
}
