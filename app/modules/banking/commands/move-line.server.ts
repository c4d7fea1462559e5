import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { LineStale } from '../types.ts';
import { lockLine } from './lock-line.server.ts';

export type MoveRefusal =
  | LineStale
  | { readonly code: 'note-missing' }
  | { readonly code: 'note-too-long' }
  | { readonly code: 'unknown-user' };

type Move = { readonly lineId: string; readonly note: string };
const NOTE_MAX = 500;

/** Puts a line aside with a note that says why. Locks the line. */
export async function parkLine(tx: Tx, actor: Actor, input: Move, moment: Moment): Promise<Result<void, MoveRefusal>> {
  if (input.note.trim() === '') return refuse({ code: 'note-missing' });
  return move(tx, actor, { ...input, state: 'parked', userId: null }, moment);
}

/** A parked or asked line is open again; its note stays readable in the audit. Locks the line. */
export async function takeUpLine(
  tx: Tx,
  actor: Actor,
  input: { readonly lineId: string },
  moment: Moment,
): Promise<Result<void, MoveRefusal>> {
  return move(tx, actor, { lineId: input.lineId, note: '', state: 'open', userId: null }, moment);
}

/** Asks a colleague about a line; it waits in their name. Refuses who is no member of staff. Locks the line. */
export async function askColleague(
  tx: Tx,
  actor: Actor,
  input: Move & { readonly userId: string },
  moment: Moment,
): Promise<Result<void, MoveRefusal>> {
  if (input.note.trim() === '') return refuse({ code: 'note-missing' });
  const asked = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', input.userId)
    .where('kind', '=', 'staff')
    .executeTakeFirst();
  if (!asked) return refuse({ code: 'unknown-user' });
  return move(tx, actor, { ...input, state: 'asked' }, moment);
}

type To = Move & { readonly state: 'open' | 'parked' | 'asked'; readonly userId: string | null };

async function move(tx: Tx, actor: Actor, to: To, moment: Moment): Promise<Result<void, MoveRefusal>> {
  const note = to.note.trim();
  if (note.length > NOTE_MAX) return refuse({ code: 'note-too-long' });
  const line = await lockLine(tx, to.lineId, 'open');
  if (!line.ok) return line;
  await tx
    .updateTable('bank_line_states')
    .set({ state: to.state, note, asked_user: to.userId, changed_at: moment.now, changed_by_name: actor.name })
    .where('line_id', '=', to.lineId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: `bank_line.${to.state}`, subjectKind: 'bank_line', subjectId: to.lineId, reason: note },
    before: { state: line.value.state },
    ...(to.userId ? { after: { askedUser: to.userId } } : {}),
  });
  return ok();
}
