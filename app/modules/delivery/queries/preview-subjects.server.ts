import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { MessageKind } from '../types.ts';

/** What a mail of each kind could be about for one customer: the newest of its things, null where there is none. */
export type PreviewSubjects = {
  readonly invoiceId: string | null;
  readonly invoiceIds: readonly string[];
  readonly paymentId: string | null;
  readonly attemptId: string | null;
  readonly processingId: string | null;
  readonly refundId: string | null;
  readonly instrumentId: string | null;
  readonly documentId: string | null;
  readonly chargeId: string | null;
  readonly failedChargeId: string | null;
  readonly methodId: string | null;
  readonly askId: string | null;
  readonly planEvents: Readonly<Record<string, string>>;
  /** By kind of mail: the dispute and its stage or message that such a mail tells of. */
  readonly disputes: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const GATHERED = 3;

/** What happened to disputes and is told by mail, each with the kind of its mail. */
const disputeMails = sql`(
  select case when s.to_state <> 'closed' then 'dispute_received' when d.outcome = 'withdrawn' then 'dispute_withdrawn' else 'dispute_decided' end as kind,
    s.customer_id, s.changed_at as at, jsonb_build_object('disputeId', d.id, 'position', s.position::text) as told
  from dispute_stages s join disputes d on d.id = s.dispute_id
  where s.to_state in ('new', 'reopened') or (s.to_state = 'closed' and d.outcome <> 'merged')
  union all
  select case when exists (select from dispute_stages s where s.dispute_id = m.dispute_id and s.changed_at = m.written_at and s.to_state = 'waiting_customer')
    then 'dispute_needs_answer' else 'dispute_reply' end, m.customer_id, m.written_at, jsonb_build_object('disputeId', m.dispute_id, 'messageId', m.id)
  from dispute_messages m
  where m.visibility = 'customer' and m.author_kind not in ('customer', 'link') and not exists (
    select from dispute_stages s where s.dispute_id = m.dispute_id and s.changed_at = m.written_at and s.to_state in ('decided', 'closed')))`;

export async function previewSubjects(db: ReadDb, of: { readonly customerId: string }): Promise<PreviewSubjects> {
  const id = sql`${of.customerId}::uuid`;
  const { rows } = await sql<PreviewSubjects>`
    select (select i.id from invoices i where i.customer_id = ${id} order by i.document_on desc, i.id desc limit 1) as "invoiceId",
      array(select i.id from invoices i where i.customer_id = ${id} order by i.document_on desc, i.id desc limit ${GATHERED}) as "invoiceIds",
      (select p.id from payments p where p.customer_id = ${id} order by p.received_on desc, p.id desc limit 1) as "paymentId",
      (select a.id from payment_attempts a where a.customer_id = ${id} and a.state <> 'processing' order by a.id desc limit 1) as "attemptId",
      (select a.id from payment_attempts a where a.customer_id = ${id} and a.state = 'processing' order by a.id desc limit 1) as "processingId",
      (select r.id from refunds r where r.customer_id = ${id} order by r.id desc limit 1) as "refundId",
      (select q.id from payment_asks q where q.customer_id = ${id} order by q.id desc limit 1) as "askId",
      (select s.instrument_id from instrument_standing s where s.customer_id = ${id} and s.state like 'returned%' limit 1) as "instrumentId",
      (select d.id from documents d where d.customer_id = ${id} and d.kind in ('statement', 'group_statement') order by d.id desc limit 1) as "documentId",
      (select coalesce(jsonb_object_agg(kind, id), '{}') from (select distinct on (e.kind) e.kind, e.id from plan_events e
        where e.customer_id = ${id} order by e.kind, e.id desc) newest) as "planEvents",
      (select coalesce(jsonb_object_agg(kind, told), '{}') from (select distinct on (t.kind) t.kind, t.told from ${disputeMails} t
        where t.customer_id = ${id} order by t.kind, t.at desc) newest) as "disputes",
      (select a.id from autopay_charges a where a.customer_id = ${id} order by a.id desc limit 1) as "chargeId",
      (select a.id from autopay_charges a where a.customer_id = ${id} and a.failure_code is not null order by a.id desc limit 1) as "failedChargeId",
      (select m.id from saved_methods m where m.customer_id = ${id} and m.exp_year is not null order by m.id desc limit 1) as "methodId"`.execute(
    db as never,
  );
  return rows[0]!;
}

/** Customers that have something of a kind, by their numbers: whom a preview can show. `search` is a part of a name or number. */
export async function customersToPreview(
  db: ReadDb,
  of: { readonly kind: MessageKind; readonly limit: number; readonly search?: string; readonly only?: string },
): Promise<{ id: string; number: string; name: string }[]> {
  const named = of.search ? sql`and strpos(lower(c.number || ' ' || c.name), lower(${of.search})) > 0` : sql``;
  const one = of.only ? sql`and c.id = ${of.only}::uuid` : sql``;
  const { rows } = await sql<{ id: string; number: string; name: string }>`
    select c.id, c.number, c.name from customers c where c.archived_at is null ${named} ${one} and ${HAS[of.kind]}
    order by c.number limit ${of.limit}`.execute(db as never);
  return rows;
}

const anInvoice = sql`exists (select from invoices i where i.customer_id = c.id)`;
const aRefund = sql`exists (select from refunds r where r.customer_id = c.id)`;
const anAsk = sql`exists (select from payment_asks q where q.customer_id = c.id)`;
const aPlanEvent = (...kinds: string[]) =>
  sql`exists (select from plan_events e where e.customer_id = c.id and e.kind = any (${kinds}))`;
const aDisputeMail = (kind: MessageKind) =>
  sql`exists (select from ${disputeMails} t where t.customer_id = c.id and t.kind = ${kind})`;
const HAS: Readonly<Record<MessageKind, ReturnType<typeof sql>>> = {
  invoice: anInvoice,
  invoices: anInvoice,
  receipt: sql`exists (select from payments p where p.customer_id = c.id)`,
  statement: sql`exists (select from documents d where d.customer_id = c.id and d.kind in ('statement', 'group_statement'))`,
  reminder: sql`exists (select from open_items i where i.customer_id = c.id and i.side = 'debit' and i.residual_minor > 0)`,
  payment_failed: sql`exists (select from payment_attempts a where a.customer_id = c.id and a.state <> 'processing')`,
  payment_processing: sql`exists (select from payment_attempts a where a.customer_id = c.id and a.state = 'processing')`,
  sign_in: sql`true`,
  portfolio: sql`true`,
  invitation: sql`true`,
  payment_asked: anAsk,
  payment_sent_back: anAsk,
  dispute_handover: sql`true`,
  dispute_work: sql`true`,
  autopay_notice: sql`exists (select from autopay_charges a where a.customer_id = c.id)`,
  autopay_failed: sql`exists (select from autopay_charges a where a.customer_id = c.id and a.failure_code is not null)`,
  method_expiring: sql`exists (select from saved_methods m where m.customer_id = c.id and m.exp_year is not null)`,
  plan_agreed: aPlanEvent('agreed', 'renegotiated'),
  plan_answer: aPlanEvent('requested', 'countered', 'declined'),
  plan_payment: aPlanEvent('coming', 'late', 'missed', 'reopened'),
  plan_over: aPlanEvent('ended', 'settled_early', 'defaulted', 'cancelled'),
  dispute_received: aDisputeMail('dispute_received'),
  dispute_reply: aDisputeMail('dispute_reply'),
  dispute_needs_answer: aDisputeMail('dispute_needs_answer'),
  dispute_decided: aDisputeMail('dispute_decided'),
  dispute_withdrawn: aDisputeMail('dispute_withdrawn'),
  refund_sent: aRefund,
  refund_paid: aRefund,
  refund_failed: aRefund,
  cheque_returned: sql`exists (select from instrument_standing s where s.customer_id = c.id and s.state like 'returned%')`,
};
