import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { mayStaff, type StaffRole } from '#app/modules/auth/types.ts';
import { changeStatementPreference } from '#app/modules/statements/commands/change-schedules.server.ts';
import {
  listSchedules,
  statementDefaults,
  statementPreference,
} from '#app/modules/statements/queries/schedules.server.ts';
import {
  STATEMENT_EVERY,
  STATEMENT_FORMS,
  type StatementDefaults,
  type StatementPreference,
} from '#app/modules/statements/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';

export type StatementChoicePage = {
  readonly chosen: StatementPreference;
  readonly defaults: StatementDefaults;
  /** The next day on which this customer's are made; null where none are. */
  readonly next: PlainDate | null;
  readonly isLead: boolean;
  readonly mayChoose: boolean;
};

/** What a customer's page says of their statements by schedule. For the desk: a partner is not shown it. */
export async function statementChoicePage(of: {
  readonly customerId: string;
  readonly role: StaffRole;
  readonly isLead: boolean;
}): Promise<StatementChoicePage> {
  const db = staffDb();
  const [chosen, defaults, schedules] = await Promise.all([
    statementPreference(db, of),
    statementDefaults(db),
    listSchedules(db),
  ]);
  const every = chosen.every ?? defaults.every;
  const schedule = schedules.find(({ kind }) => kind === every);
  const next = schedule && !schedule.paused ? schedule.nextOn : null;
  return { chosen, defaults, next, isLead: of.isLead, mayChoose: mayStaff(of.role, 'customers.write') };
}

/** Saves the choice a form posts; what is none of the choices means as for all. */
export async function saveStatementChoice(
  of: (name: string) => string,
  by: { readonly actor: Actor; readonly moment: Moment; readonly customerId: string },
): Promise<Response> {
  const wanted: StatementPreference = {
    every: STATEMENT_EVERY.find((one) => one === of('chosenEvery')) ?? null,
    form: STATEMENT_FORMS.find((one) => one === of('chosenForm')) ?? null,
    sendsEmpty: { yes: true, no: false }[of('chosenEmpty')] ?? null,
    asGroup: of('chosenGroup') === 'yes',
  };
  await inTransaction(staffDb(), async (tx) =>
    ok(await changeStatementPreference(tx, by.actor, { customerId: by.customerId, wanted }, by.moment)),
  );
  return redirectWithFlash(
    `/staff/customers/${by.customerId}/statement`,
    'Saved. It holds from the next statement on.',
  );
}
