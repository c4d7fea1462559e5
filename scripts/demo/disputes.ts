import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { takeDispute } from '#app/modules/disputes/commands/assign-dispute.server.ts';
import { answerQuestion } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { answerHandover, handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { learnFromDispute } from '#app/modules/disputes/commands/learn-from-dispute.server.ts';
import { type Raised, raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { saveAnswer } from '#app/modules/disputes/commands/save-answer.server.ts';
import { setDisputeQueue } from '#app/modules/disputes/commands/set-dispute-queue.server.ts';
import { listQueues } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import type { RaiseInput } from '#app/modules/disputes/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { decideDispute } from '#app/workflows/decide-dispute.server.ts';

const PAYER: Actor = { ...SYSTEM, kind: 'customer', name: 'Accounts payable' };
const DAY_MS = 86_400_000;
const DAYS_BACK = 6;

/** The same hour so many days ago. */
const ago = ({ now, today }: Moment, days: number): Moment => ({
  now: new Date(now.getTime() - days * DAY_MS),
  today: addDays(today, -days),
});

type About = { readonly customerId: string; readonly invoiceId: string };

/**
 * What the desk of the demo finds: a dispute nobody has, one that waits for Shipping, one that waits for its customer, a question
 * that was answered, a complaint that waits too long, and two answers to begin with. None of the customer `butOf`.
 */
export async function demoDisputes(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const resolver = await resolverOf(tx);
  await setUp(tx, resolver, moment);
  const [fresh, asked, waits, answered, complains, taught] = await contestable(tx, butOf, moment);
  const raise = (
    about: About,
    said: Pick<RaiseInput, 'kind' | 'reasonCode' | 'words'> & Partial<RaiseInput>,
    days: number,
  ) =>
    must<Raised>(
      raiseDispute(
        tx,
        PAYER,
        { ...about, claim: null, expects: '', files: [], notifyEmail: '', ...said },
        ago(moment, days),
      ),
    );
  const line = { kind: 'lines', lines: [{ lineNo: 1, what: 'line' }] } as const;
  if (fresh)
    await raise(fresh, { kind: 'dispute', reasonCode: 'not_received', claim: line, words: 'This load never came.' }, 1);
  if (asked) {
    const said = { kind: 'dispute', reasonCode: 'wrong_quantity', claim: line, words: 'We counted less.' } as const;
    const { disputeId } = await raise(asked, said, 4);
    await must(takeDispute(tx, resolver, { disputeId }, ago(moment, 3)));
    const note = { disputeId, visibility: 'internal' as const, words: 'The weighbridge ticket is missing.', files: [] };
    await must(replyToDispute(tx, resolver, note, ago(moment, 3)));
    const question = { disputeId, to: { queue: 'shipping' }, question: 'Which weight stands on the ticket?' };
    await must(handOverDispute(tx, resolver, question, moment));
  }
  if (waits) {
    const said = { kind: 'dispute', reasonCode: 'wrong_price', claim: line, words: 'We agreed on less.' } as const;
    const { disputeId } = await raise(waits, said, 5);
    const reply = { disputeId, words: 'Could you send us the offer you mean?', files: [], asks: true };
    await must(replyToDispute(tx, resolver, reply, ago(moment, 4)));
  }
  if (answered) {
    const said = { kind: 'question', reasonCode: 'other', words: 'Which site is this for?' } as const;
    const { disputeId } = await raise(answered, said, 6);
    await must(answerQuestion(tx, resolver, { disputeId, words: 'It is for your yard in Halifax.' }, ago(moment, 5)));
  }
  if (complains) {
    const words = 'Nobody calls us back. This is the third time.';
    const said = { kind: 'complaint', reasonCode: 'how_we_treated_you', severity: 'high', words } as const;
    await raise(complains, said, 3);
  }
  if (taught) await teach(tx, resolver, await raise(taught, TOO_DEAR, 6), moment);
}

/** A load that was weighed wrongly, contested for ten pounds of it. */
const TOO_DEAR = {
  kind: 'dispute',
  reasonCode: 'wrong_quantity',
  words: 'Your weighbridge says more than ours.',
  claim: { kind: 'amount', amountMinor: 1_000n },
} as const;

/** A dispute that was agreed to and what was learned from it, with the colleague who looked it up by a day. */
async function teach(tx: Tx, resolver: Actor, { disputeId }: Raised, moment: Moment): Promise<void> {
  const colleague = await tx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('role', '=', 'manager')
    .orderBy('id')
    .executeTakeFirst();
  if (colleague) {
    const dueAt = new Date(moment.now.getTime() - 3 * DAY_MS);
    const asked = { disputeId, to: { userId: colleague.id }, question: 'Which scale was it weighed on?', dueAt };
    const { handoverId } = await must(handOverDispute(tx, resolver, asked, ago(moment, 5)));
    const answer = {
      handoverId,
      answer: 'On the old one, before it was set again.',
      byName: colleague.name,
      files: [],
    };
    await must(answerHandover(tx, { ...SYSTEM, kind: 'staff', ...colleague }, answer, ago(moment, 4)));
  }
  const agreed = { disputeId, decision: 'agree', words: 'You are right: our scale was set wrongly.' } as const;
  const done = await must(
    decideDispute(tx, resolver, { ...agreed, once: `demo-${disputeId}`, locale: 'en-GB' }, moment),
  );
  if (done.kind !== 'decided') return;
  const lesson = {
    disputeId,
    causeCode: 'quantity_misread',
    department: null,
    note: 'The scales are set on the first of each month.',
  };
  await must(learnFromDispute(tx, resolver, lesson, moment));
}

async function resolverOf(tx: Tx): Promise<Actor> {
  const user = await tx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('role', '=', 'resolver')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return { ...SYSTEM, kind: 'staff', id: user?.id ?? null, name: user?.name ?? 'Ana Ruiz', role: 'resolver' };
}

async function setUp(tx: Tx, resolver: Actor, moment: Moment): Promise<void> {
  for (const queue of await listQueues(tx))
    if (queue.isDepartment)
      await must(setDisputeQueue(tx, resolver, { ...queue, email: `${queue.code}@calder.example` }));
  const answers = [
    ['Price as agreed', 'We looked at your contract. The price is the one that holds since its last change.'],
    ['Proof of delivery', 'Please find the signed delivery note with this message.'],
  ];
  for (const [title = '', body = ''] of answers) {
    const answer = { answerId: null, title, reasonCode: null, language: 'en', body };
    await must(saveAnswer(tx, resolver, answer, moment));
  }
}

/** Open invoices that nothing holds, of customers late in the list, so that the first ones stay as they were. */
async function contestable(tx: Tx, butOf: string, { today }: Moment): Promise<About[]> {
  const { rows } = await sql<About>`
    select distinct on (c.number) c.id as "customerId", v.id as "invoiceId"
    from customers c join invoices v on v.customer_id = c.id join open_items i on i.id = v.open_item_id
    where c.id <> ${butOf}::uuid and c.archived_at is null and v.kind = 'invoice' and i.residual_minor = i.amount_minor
      and v.document_on <= ${today}::date - ${DAYS_BACK}::int
      and not exists (select from holds h where h.item_id = i.id)
      and not exists (select from promise_items p where p.item_id = i.id)
      and not exists (select from said_paid s where s.invoice_id = v.id)
    order by c.number desc, v.document_on, v.number limit 6`.execute(tx);
  return rows;
}

async function must<Value>(doing: Promise<Result<Value, { readonly code: string }>>): Promise<Value> {
  const done = await doing;
  if (done.ok) return done.value;
  throw new AssertionBroken(`the demo's dispute was refused: ${done.refusal.code}`);
}
