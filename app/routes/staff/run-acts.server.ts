import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Permission } from '#app/modules/auth/types.ts';
import { reviewRun } from '#app/modules/billing-runs/commands/review-run.server.ts';
import {
  leaveOutDraft,
  overrideFinding,
  putBackDraft,
} from '#app/modules/billing-runs/commands/settle-draft.server.ts';
import type { DraftRefusal, IssueRunRefusal, ReviewRunRefusal, RunStopped } from '#app/modules/billing-runs/types.ts';
import { changesWords, RUN_STATE_BADGES } from '#app/modules/billing-runs/ui/run-words.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { issueBilling, previewBillingAnew, resumeBilling, stopBilling } from '#app/workflows/run-billing.server.ts';

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  ...{ approve: 'runs.review', 'send-back': 'runs.review' },
  ...{ issue: 'runs.issue', pause: 'runs.issue', resume: 'runs.issue', cancel: 'runs.issue' },
};
/** What a button of a run's page asks for; everything else belongs to who prepares runs. */
export const permissionFor = (intent: string): Permission => PERMISSIONS[intent] ?? 'runs.prepare';

type Refusal = IssueRunRefusal | ReviewRunRefusal | DraftRefusal;
type Asked = {
  runId: string;
  intent: string;
  of: (name: string) => string;
  actor: Actor;
  moment: Moment;
  locale: string;
};

/** Does what a button asks; answers what to tell, or the form's words. */
export async function actOnRun({
  runId,
  intent,
  of,
  actor,
  moment,
  locale,
}: Asked): Promise<Result<string, FormRefusal>> {
  const done = await inTransaction<string, Refusal>(staffDb(), (tx) =>
    act(tx, { runId, intent, of, actor, moment, locale }),
  );
  if (done.ok) return done;
  const text = refusalWords(done.refusal, locale);
  const reasonField = intent === 'override' ? `reason-${of('finding')}` : 'reason';
  const field = { 'note-missing': 'note', 'reason-missing': reasonField }[done.refusal.code as string];
  const values = { note: of('note'), finding: of('finding') };
  return refuse(formRefusal({ ...(field ? { fieldErrors: { [field]: [text] } } : { formErrors: [text] }), values }));
}

async function act(tx: Tx, { runId, intent, of, actor, moment }: Asked): Promise<Result<string, Refusal>> {
  const say = <R extends Refusal>(done: Result<unknown, R>, text: string): Result<string, R> =>
    done.ok ? ok(text) : done;
  switch (intent) {
    case 'refresh':
      return say(await previewBillingAnew(tx, actor, { runId }, moment), 'The preview is being made anew.');
    case 'approve':
      return say(
        await reviewRun(tx, actor, { runId, decision: 'approve', note: of('note') }, moment),
        'Reviewed. It may be issued now.',
      );
    case 'send-back':
      return say(
        await reviewRun(tx, actor, { runId, decision: 'send-back', note: of('note') }, moment),
        'Sent back with your note.',
      );
    case 'issue':
      return say(await issueBilling(tx, actor, { runId }, moment), 'Issuing has begun. You can close this page.');
    case 'resume':
      return say(await resumeBilling(tx, actor, { runId }, moment), 'It goes on.');
    case 'pause':
    case 'cancel': {
      const stopped = await stopBilling(tx, actor, { runId, how: intent, reason: of('reason') }, moment);
      return stopped.ok ? ok(stoppedWords(stopped.value, intent)) : stopped;
    }
    case 'override':
      return say(
        await overrideFinding(tx, actor, { findingId: of('finding'), reason: of(`reason-${of('finding')}`) }, moment),
        'Let through, with your reason.',
      );
    case 'leave-out':
      return say(
        await leaveOutDraft(tx, actor, { draftId: of('draft'), reason: of('reason') }, moment),
        'Left out. What it holds comes with the next run.',
      );
    case 'put-back':
      return say(await putBackDraft(tx, actor, { draftId: of('draft') }, moment), 'Put back into the run.');
    default:
      return refuse({ code: 'unknown-run' });
  }
}

/** What stays, and what is not issued. */
export const stoppedWords = ({ issued, notIssued }: RunStopped, how: 'pause' | 'cancel'): string =>
  how === 'pause'
    ? `Paused. ${issued} already issued ${issued === 1 ? 'stays' : 'stay'} issued; ${notIssued} ${notIssued === 1 ? 'waits' : 'wait'}.`
    : `Cancelled. ${issued} already issued ${issued === 1 ? 'stays' : 'stay'} issued; ${notIssued} ${
        notIssued === 1 ? 'is not, and comes' : 'are not, and come'
      } with the next run.`;

function refusalWords(refusal: Refusal, locale: string): string {
  switch (refusal.code) {
    case 'unknown-run':
      return 'There is no such run, or nothing like this can be done with it.';
    case 'not-now':
      return `The run is “${RUN_STATE_BADGES[refusal.state].text.toLowerCase()}” now. Nothing was changed.`;
    case 'not-reviewed':
      return 'A second person has to review this run first. Nothing was issued.';
    case 'stale':
      return `Since the preview ${changesWords(refusal.changes)} changed. Preview again; nothing was issued.`;
    case 'nothing-to-issue':
      return 'There is nothing to issue: every draft is left out.';
    case 'period-closed':
      return periodClosedText(refusal, locale);
    case 'own-run':
      return 'You prepared this run. Somebody else has to review it.';
    case 'note-missing':
      return 'Say what should be changed before it comes back.';
    case 'reason-missing':
      return 'Say why, for the record.';
    case 'unknown-draft':
    case 'unknown-finding':
      return 'This is not in the run any more, or cannot be let through. Look at the preview again.';
    case 'already-let-through':
      return 'Somebody let this through already.';
  }
}
