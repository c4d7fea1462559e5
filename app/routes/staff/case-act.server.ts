import { parseId } from '#app/kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type CaseEvent, recordCaseEvent } from '#app/modules/cash-application/commands/record-case-event.server.ts';
import type { CaseEventRefusal } from '#app/modules/cash-application/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { custodians } from './custodians.server.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;

const TEXT_MAX = 500;

/** One step of a case, as its form was sent; answers what was done, in words. */
export async function actOnCase(
  reductionId: string,
  sent: Sent,
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const event = await readEvent(sent);
  if (!event.ok) return event;
  const done = await inTransaction(staffDb(), (tx) =>
    recordCaseEvent(tx, actor, { reductionId, event: event.value }, moment),
  );
  if (done.ok) return ok(DONE_WORDS[event.value.kind]);
  return refuse(formRefusal({ ...refusalWords(done.refusal), values: Object.fromEntries(sent.fields) }));
}

const DONE_WORDS: Record<CaseEvent['kind'], string> = {
  assigned: 'Given over.',
  noted: 'The note is kept.',
  asked: 'That it was asked for is noted.',
  collected: 'The certificate is here; the case is closed.',
  waived: 'Waived; the case is closed.',
};

async function readEvent({ fields, intent, of }: Sent): Promise<Result<CaseEvent, FormRefusal>> {
  const said = (name: string, text: string) =>
    refuse(formRefusal({ fieldErrors: { [name]: [text] }, values: Object.fromEntries(fields) }));
  const texts = ['assignNote', 'note', 'certificateNumber', 'collectNote', 'waiveReason'];
  const long = texts.find((name) => of(name).length > TEXT_MAX);
  if (long) return said(long, `Use ${TEXT_MAX} characters or fewer.`);
  const due = readDue(of('dueOn'));
  if (!due.ok) return said('dueOn', 'This is not a date in the calendar. Write it as 2026-11-03.');
  switch (intent) {
    case 'assign': {
      const ownerId = parseId(of('ownerId'));
      const found = ownerId && (await custodians()).find((one) => one.id === ownerId);
      if (!found?.id) return said('ownerId', 'Choose a colleague.');
      return ok({ kind: 'assigned', ownerId: found.id, note: of('assignNote'), ...due.value });
    }
    case 'collect':
      return ok({ kind: 'collected', certificateNumber: of('certificateNumber'), note: of('collectNote') });
    case 'waive':
      return ok({ kind: 'waived', note: of('waiveReason') });
    default:
      if (of('note').trim() === '') return said('note', 'Write what happened.');
      return ok({ kind: intent === 'asked' ? 'asked' : 'noted', note: of('note'), ...due.value });
  }
}

function readDue(text: string): Result<{ dueOn?: PlainDate }, 'not-a-date'> {
  if (text.trim() === '') return ok({});
  const parsed = parsePlainDate(text);
  return parsed.ok ? ok({ dueOn: parsed.value }) : refuse('not-a-date');
}

function refusalWords(refusal: CaseEventRefusal): Partial<FormRefusal> {
  switch (refusal.code) {
    case 'number-needed':
      return { fieldErrors: { certificateNumber: ['Enter the number on the certificate.'] } };
    case 'reason-needed':
      return { fieldErrors: { waiveReason: ['Say why it is not collected.'] } };
    case 'ended-already':
      return { formErrors: ['This was closed meanwhile. Reload the page to see how.'] };
    case 'ends-by-money':
      return { formErrors: ['A deduction ends when its claim is paid or credited.'] };
    case 'unknown-case':
      return { formErrors: ['This is not there any more. Reload the page.'] };
  }
}
