import { Form } from 'react-router';
import { progressWords } from '#app/modules/billing-runs/ui/run-words.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LookAgain, ProgressBar } from '#app/ui/progress.tsx';
import type { RunPage } from './run-page.server.ts';

/** A run at work: how far, how fast, how long, and what stopping leaves. */
export function RunBusy({ page }: { page: RunPage }) {
  const { run, progress, delivery, may } = page;
  const locale = useLocale();
  const { issued } = progress.counts;
  const isIssuing = run.state !== 'drafting';
  const what = isIssuing ? 'invoices' : 'customers';
  return (
    <>
      {run.state !== 'paused' && <LookAgain />}
      <Panel
        title={run.state === 'paused' ? 'Paused' : isIssuing ? 'Issuing' : 'Making the preview'}
        foot={
          run.state === 'paused'
            ? undefined
            : 'You can close this page: the work goes on, and this page finds it again.'
        }
        pad
      >
        <div className="staff-stack">
          {run.state === 'paused' && (
            <Note tone="warn">
              Paused by <bdi>{run.stoppedByName}</bdi>
              {run.stopReason && `: “${run.stopReason}”`}. {issued} already issued stay issued.
            </Note>
          )}
          <ProgressBar
            label={isIssuing ? 'Issued' : 'Customers looked at'}
            done={progress.done}
            of={progress.of}
            words={progressWords(progress, what, locale)}
          />
          {delivery && isIssuing && (
            <Figures
              small
              figures={[
                { label: 'Calculated', value: progress.of },
                { label: 'Numbered and posted', value: progress.done },
                { label: 'PDF made', value: delivery.made },
                { label: 'Sent', value: delivery.sent },
              ]}
            />
          )}
          {may.issue && <StopButtons state={run.state} issued={issued} />}
        </div>
      </Panel>
    </>
  );
}

function StopButtons({ state, issued }: { state: string; issued: number }) {
  return (
    <Form method="post">
      <ButtonRow>
        {state === 'issuing' && (
          <Button name="intent" value="pause" variant="second" busy="Pausing…">
            Pause
          </Button>
        )}
        {state === 'paused' && (
          <Button name="intent" value="resume" busy="Resuming…">
            Go on issuing
          </Button>
        )}
        <Button name="intent" value="cancel" variant="second" busy="Cancelling…">
          Cancel the rest
        </Button>
      </ButtonRow>
      <p className="under">
        {state === 'drafting'
          ? 'Cancelling leaves nothing behind: no number is taken by a preview.'
          : `Cancelling keeps what is done: ${issued} already issued stay issued, with their numbers. The rest comes with the next run.`}
      </p>
    </Form>
  );
}
