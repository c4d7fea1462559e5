import { formatDate } from '#app/kernel/format-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { changeSchedule, changeStatementDefaults } from '#app/modules/statements/commands/change-schedules.server.ts';
import type { StartRefusal } from '#app/modules/statements/commands/start-statement-run.server.ts';
import {
  cancelStatementRun,
  type NotNow,
  pauseStatementRun,
  resumeStatementRun,
} from '#app/modules/statements/commands/steer-statement-run.server.ts';
import { readForm } from '#app/modules/statements/forms.ts';
import {
  SCHEDULE_KINDS,
  STATEMENT_EVERY,
  type StatementRunKind,
  type StatementSchedule,
} from '#app/modules/statements/types.ts';
import { RUN_BADGES } from '#app/modules/statements/ui/schedule-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { startStatements } from '#app/workflows/run-statements.server.ts';

type Asked = {
  readonly of: (name: string) => string;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** Makes the statements of one kind now, up to yesterday. Answers where they are being made. */
export async function startNow(
  kind: StatementRunKind,
  { actor, moment, locale }: Omit<Asked, 'of'>,
): Promise<Result<string, FormRefusal>> {
  const started = await startStatements(staffDb(), actor, { kind, how: 'now' }, moment);
  if (started.ok) return ok(`/staff/statements/${started.value.runId}`);
  return refuse(formRefusal({ formErrors: [startWords(started.refusal, locale)] }));
}

function startWords(refusal: StartRefusal, locale: string): string {
  switch (refusal.code) {
    case 'told-already':
      return `Statements up to ${formatDate(refusal.toOn, locale)} are made already. The next ones tell the days after it, once a day of them is over.`;
    case 'nobody-wants-it':
      return 'No customer wants these statements. Choose it for all on “Schedules”, or on a customer’s statement page.';
    case 'not-due':
      return 'These statements are not due today. Nothing was made.';
  }
}

/** Pauses, resumes or cancels a run; answers what to tell. */
export async function steerRun(
  runId: string,
  intent: string,
  { of, actor, moment }: Asked,
): Promise<Result<string, FormRefusal>> {
  const said = await inTransaction<string, NotNow>(staffDb(), async (tx) => {
    const input = { runId, reason: of('reason').trim().slice(0, 300) };
    switch (intent) {
      case 'pause': {
        const paused = await pauseStatementRun(tx, actor, input);
        return paused.ok ? ok('Paused. What is sent stays sent.') : paused;
      }
      case 'resume': {
        const resumed = await resumeStatementRun(tx, actor, input);
        return resumed.ok ? ok('It goes on. Statements that are sent are not made again.') : resumed;
      }
      case 'cancel': {
        const cancelled = await cancelStatementRun(tx, actor, input, moment);
        return cancelled.ok
          ? ok(`Cancelled. What is sent stays sent; ${cancelled.value.left} will not be made.`)
          : cancelled;
      }
      default:
        return refuse({ code: 'not-now', state: null });
    }
  });
  if (said.ok) return said;
  const { state } = said.refusal;
  const text = state ? `The run is “${RUN_BADGES[state].text.toLowerCase()}” now.` : 'There is no such run.';
  return refuse(formRefusal({ formErrors: [`${text} Nothing was changed.`] }));
}

/** Saves what customers get by default and when statements and packs are made. */
export async function saveSchedules({ of, actor, moment }: Asked): Promise<Result<string, FormRefusal>> {
  const schedules = SCHEDULE_KINDS.map((kind) => ({
    kind,
    dayNo: wholeFrom(of(`${kind}Day`), 1, kind === 'monthly' ? 31 : 7),
    hourNo: wholeFrom(of(`${kind}Hour`), 0, 23),
    paused: of(`${kind}Paused`) === 'yes',
  }));
  const every = STATEMENT_EVERY.find((one) => one === of('every'));
  const fieldErrors: Record<string, string[]> = {
    ...(every ? {} : { every: ['Choose how often.'] }),
    ...Object.fromEntries(
      schedules.flatMap(({ kind, dayNo, hourNo }) => [
        ...(dayNo === null ? [[`${kind}Day`, ['Choose a day.']]] : []),
        ...(hourNo === null ? [[`${kind}Hour`, ['Choose an hour.']]] : []),
      ]),
    ),
  };
  if (!every || Object.keys(fieldErrors).length > 0) return refuse(formRefusal({ fieldErrors }));
  const defaults = { every, form: readForm(of('form')), sendsEmpty: of('sendsEmpty') === 'yes' };
  await inTransaction(staffDb(), async (tx) => {
    await changeStatementDefaults(tx, actor, defaults, moment);
    for (const schedule of schedules)
      await changeSchedule(tx, actor, schedule as Omit<StatementSchedule, 'nextOn'>, moment);
    return ok();
  });
  return ok('Saved. It holds from the next run on.');
}

function wholeFrom(text: string, least: number, most: number): number | null {
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
