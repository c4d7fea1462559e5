import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { BankLineState, LineStale } from '../types.ts';

export type LockedLine = {
  readonly id: string;
  readonly state: BankLineState;
  readonly explanationId: string | null;
  readonly bookedOn: PlainDate;
  readonly valueOn: PlainDate;
  /** Minor units, above zero into our account. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly payerRef: string;
  readonly creditorRef: string;
  readonly text: string;
  readonly partyName: string;
};

type Row = Omit<LockedLine, 'currency'> & {
  readonly currency: string;
  readonly changedByName: string;
  readonly changedAt: Date;
};

const OPEN: readonly BankLineState[] = ['open', 'parked', 'asked'];

/**
 * Locks where a line stands; the first lock of everything done with a line, before customers. Refuses a line that counts in no
 * stored statement, and one that somebody else has meanwhile explained (or, for undoing, opened again), naming them.
 */
export async function lockLine(
  tx: Tx,
  lineId: string,
  wanted: 'open' | 'explained',
): Promise<Result<LockedLine, LineStale>> {
  const { rows } = await sql<Row>`
    select l.id, s.state, s.explanation_id as "explanationId", l.booked_on::text as "bookedOn", coalesce(l.value_on, l.booked_on)::text as "valueOn",
      l.amount_minor as "amountMinor", l.currency, l.payer_ref as "payerRef", l.creditor_ref as "creditorRef", l.text, l.party_name as "partyName",
      s.changed_by_name as "changedByName", s.changed_at as "changedAt"
    from bank_line_states s join bank_lines l on l.id = s.line_id where s.line_id = ${lineId} for update of s`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) return refuse({ code: 'unknown-line' });
  const fits = wanted === 'explained' ? row.state === 'explained' : OPEN.includes(row.state);
  if (!fits) return refuse({ code: 'stale', state: row.state, byName: row.changedByName, at: row.changedAt });
  const { changedByName: _by, changedAt: _at, ...line } = row;
  return ok({ ...line, currency: currency(row.currency) });
}
