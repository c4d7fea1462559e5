import { sql } from 'kysely';
import type { EntryId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postingsJson } from '#app/modules/ledger/commands/post-entries.server.ts';
import { openDays } from '#app/modules/ledger/queries/periods.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { buildReleaseEntry } from '../rules/build-release-entry.ts';
import { dueReleases } from '../rules/due-releases.ts';
import type { Deferral, Release } from '../types.ts';

export type ReleaseInput = {
  /** Months that have ended by this day are released. */
  readonly throughOn: PlainDate;
  /** One document only. */
  readonly invoiceId?: string;
  /** Where the chunk before stopped; a chunk has `LINES_PER_CHUNK` lines at most. */
  readonly after?: ReleaseCursor | null;
};
export type ReleaseCursor = { readonly invoiceId: string; readonly lineNo: number };
/** What was released, and where the next chunk begins: null when nothing is left to look at. */
export type Released = { readonly releases: number; readonly lines: number; readonly next: ReleaseCursor | null };

export const LINES_PER_CHUNK = 500;

/**
 * Releases what deferred lines have earned in the months that have ended by a day: one entry 2400 / revenue a line and
 * month, in one round trip a chunk. Run again it finds nothing, because a month is released once. A closed month is never
 * posted into and never stops the work: what it earned counts on the first open day. Locks the deferrals in order and holds
 * the periods; refuses nothing.
 */
export async function releaseDeferred(tx: Tx, actor: Actor, input: ReleaseInput): Promise<Released> {
  const deferrals = await lockDue(tx, input);
  const releases = deferrals.flatMap((deferral) => dueReleases(deferral, input.throughOn));
  const last = deferrals.at(-1);
  const next = last && deferrals.length === LINES_PER_CHUNK && !input.invoiceId ? last : null;
  if (releases.length > 0) await record(tx, actor, releases);
  const lines = new Set(releases.map(({ deferral }) => deferral)).size;
  return { releases: releases.length, lines, next };
}

type Row = Omit<Deferral, 'currency'> & { currency: string };

async function lockDue(tx: Tx, { throughOn, invoiceId, after }: ReleaseInput): Promise<Deferral[]> {
  const { rows } = await sql<Row>`/*prepared*/
    select f.invoice_id as "invoiceId", f.line_no as "lineNo", v.number, f.customer_id as "customerId", f.currency,
      f.account_code as "accountCode", e.effective_on as "documentOn", f.to_on as "toOn", f.amount_minor as "amountMinor",
      f.base_minor as "baseMinor", f.left_minor as "leftMinor", f.plan_from_on as "planFromOn", f.plan_minor as "planMinor",
      f.next_month_on as "nextMonthOn"
    from lock_due_deferrals(${throughOn}::date, ${invoiceId ?? null}::uuid, ${after?.invoiceId ?? null}::uuid,
        ${after?.lineNo ?? 0}::smallint, ${LINES_PER_CHUNK}::integer) f
      join invoices v on v.id = f.invoice_id join entries e on e.id = v.entry_id
    order by f.invoice_id, f.line_no`.execute(tx);
  return rows.map((row) => ({ ...row, currency: currency(row.currency) }));
}

async function record(tx: Tx, actor: Actor, releases: readonly Release[]): Promise<void> {
  const days = await openDays(
    tx,
    ['posting'],
    releases.map(({ earnedOn }) => earnedOn),
  );
  const made = releases.map((release) => ({ release, entryId: newId<EntryId>() }));
  const entries = made.map(({ release, entryId }) =>
    buildReleaseEntry(entryId, release, days.get(release.earnedOn) ?? release.earnedOn),
  );
  const rows = made.map(({ release, entryId }) => ({
    entry_id: entryId,
    invoice_id: release.deferral.invoiceId,
    line_no: release.deferral.lineNo,
    customer_id: release.deferral.customerId,
    month_on: release.monthOn,
    amount: release.amountMinor.toString(),
    base: release.baseMinor.toString(),
  }));
  await sql`/*prepared*/ with audited as (${auditInsert(actor, auditsOf(releases))})
    select release_deferrals(${postingsJson(entries)}::jsonb, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** One record a document and chunk: which months, and how much in all. */
function auditsOf(releases: readonly Release[]) {
  const byInvoice = Map.groupBy(releases, ({ deferral }) => deferral.invoiceId);
  return [...byInvoice].map(([invoiceId, list]) => ({
    action: 'revenue.released',
    subjectKind: 'invoice',
    subjectId: invoiceId,
    customerId: list[0]!.deferral.customerId,
    after: {
      months: [...new Set(list.map(({ monthOn }) => monthOn.slice(0, 7)))],
      amountMinor: list.reduce((total, { amountMinor }) => total + amountMinor, 0n),
      currency: list[0]!.deferral.currency,
    },
  }));
}
