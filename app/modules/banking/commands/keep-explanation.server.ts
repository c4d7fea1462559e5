import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { BankLinkKind, UndoCause } from '../types.ts';

/** One part as it is kept: what it is, of whom, and what was posted for it. */
export type KeptLink = {
  readonly kind: BankLinkKind;
  readonly amountMinor: bigint;
  readonly subjectId: string | null;
  readonly customerId: string | null;
  readonly entryId: string | null;
  readonly note: string;
};

export type KeptExplanation = {
  readonly id: string;
  readonly lineId: string;
  readonly how: 'person' | 'automatic' | 'rule';
  readonly evidence?: { readonly evidenceClass: string; readonly sureness: string; readonly suggestion: unknown };
  readonly links: readonly KeptLink[];
};

const NOTE_MAX = 500;

/** Keeps what a locked line is, and that it stands. At the commit the database sees that the parts add up to it (TS105). */
export async function keepExplanation(tx: Tx, actor: Actor, kept: KeptExplanation, moment: Moment): Promise<void> {
  const { id, lineId, how, evidence } = kept;
  const by = { made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: moment.now };
  await tx
    .insertInto('bank_explanations')
    .values({
      ...{ id, line_id: lineId, how, ...by },
      ...{ evidence_class: evidence?.evidenceClass ?? null, sureness: evidence?.sureness ?? null },
      suggestion: evidence ? JSON.stringify(evidence.suggestion) : null,
    })
    .execute();
  await tx
    .insertInto('bank_line_links')
    .values(
      kept.links.map((link, index) => ({
        ...{ explanation_id: id, line_id: lineId, no: index + 1, kind: link.kind, amount_minor: link.amountMinor },
        ...{
          subject_id: link.subjectId,
          customer_id: link.customerId,
          entry_id: link.entryId,
          note: link.note.slice(0, NOTE_MAX),
        },
      })),
    )
    .execute();
  await setState(tx, actor, { lineId, state: 'explained', explanationId: id }, moment);
  const customers = new Set(kept.links.map((link) => link.customerId));
  await writeAudit(
    tx,
    actor,
    [...customers].map((customerId) => ({
      ...{ action: 'bank_line.explained', subjectKind: 'bank_line', subjectId: lineId, customerId },
      after: {
        ...{ explanationId: id, how },
        parts: kept.links.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`).join(', '),
      },
    })),
  );
}

/** Keeps that an explanation no longer stands; the line is open again. */
export async function keepUndoing(
  tx: Tx,
  actor: Actor,
  undone: {
    readonly lineId: string;
    readonly explanationId: string;
    readonly reason: string;
    readonly cause: UndoCause;
  },
  moment: Moment,
): Promise<void> {
  const by = { made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: moment.now };
  await tx
    .insertInto('bank_explanation_undoings')
    .values({ explanation_id: undone.explanationId, reason: undone.reason, cause: undone.cause, ...by })
    .execute();
  await setState(tx, actor, { lineId: undone.lineId, state: 'open', explanationId: null }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'bank_line.undone', subjectKind: 'bank_line', subjectId: undone.lineId, reason: undone.reason },
    before: { explanationId: undone.explanationId, cause: undone.cause },
  });
}

async function setState(
  tx: Tx,
  actor: Actor,
  of: { readonly lineId: string; readonly state: 'open' | 'explained'; readonly explanationId: string | null },
  { now }: Moment,
): Promise<void> {
  await tx
    .updateTable('bank_line_states')
    .set({
      ...{ state: of.state, explanation_id: of.explanationId, note: '', asked_user: null },
      ...{ changed_at: now, changed_by_name: actor.name },
    })
    .where('line_id', '=', of.lineId)
    .execute();
}
