import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { linkDigest } from '../rules/link-digest.ts';

/** A question to a department as its link shows it, and no more of the dispute than that. */
export type HandoverPage = {
  readonly handoverId: string;
  readonly disputeId: string;
  readonly number: string;
  readonly toName: string;
  readonly toEmail: string;
  readonly question: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  /** Answered, or taken back. */
  readonly isOver: boolean;
  readonly answeredAt: Date | null;
  /** What the customer says, in our words and theirs. */
  readonly reasonLabel: string;
  readonly claim: string;
  readonly customerName: string;
  readonly invoiceNumber: string | null;
  /** The lines it is about; `claimed` is the quantity the customer says instead of the one `billed`. */
  readonly lines: readonly {
    readonly id: string;
    readonly description: string;
    readonly claimed: string | null;
    readonly billed: string | null;
  }[];
  readonly files: readonly { readonly id: string; readonly name: string }[];
};

/** By its id, for the mail that brings its link. Null where there is none. */
export const getHandover = (db: ReadDb, of: { readonly handoverId: string }): Promise<HandoverPage | null> =>
  read(db, sql`h.id = ${of.handoverId}::uuid`);

/** What a link opens; reading it changes nothing, so a mail scanner may open it as often as it likes. Null for any other token. */
export const handoverByToken = (db: ReadDb, token: string): Promise<HandoverPage | null> =>
  read(db, sql`h.token_hash = ${linkDigest(token)}`);

async function read(db: ReadDb, which: ReturnType<typeof sql>): Promise<HandoverPage | null> {
  const { rows } = await sql<HandoverPage>`
    select h.id as "handoverId", h.dispute_id as "disputeId", d.number, h.to_name as "toName", h.to_email as "toEmail", h.question,
      h.asked_by_name as "askedByName", h.asked_at as "askedAt", h.due_at as "dueAt", h.answered_at as "answeredAt",
      h.answered_at is not null or h.recalled_at is not null as "isOver", r.label as "reasonLabel", c.name as "customerName",
      v.number as "invoiceNumber",
      coalesce((select m.body from dispute_messages m where m.dispute_id = d.id and m.author_kind in ('customer', 'link')
        order by m.written_at, m.id limit 1), '') as claim,
      (select coalesce(jsonb_agg(jsonb_build_object('description', coalesce(l.description, 'The invoice as a whole'),
        'id', x.id, 'claimed', trim_scale(x.quantity)::text, 'billed', trim_scale(l.quantity)::text) order by x.id), '[]')
        from dispute_lines x left join invoice_lines l on l.invoice_id = x.invoice_id and l.line_no = x.invoice_line_no
        where x.dispute_id = d.id and (x.is_contested or not exists (select from dispute_lines y where y.dispute_id = d.id and y.is_contested))) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.file_name) order by f.id), '[]')
        from dispute_handover_files g join dispute_files f on f.id = g.file_id where g.handover_id = h.id) as files
    from dispute_handovers h join disputes d on d.id = h.dispute_id join dispute_reasons r on r.code = d.reason_code
      join customers c on c.id = d.customer_id left join invoices v on v.id = d.invoice_id
    where ${which}`.execute(db as never);
  return rows[0] ?? null;
}
