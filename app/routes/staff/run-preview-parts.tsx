import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { currency, money } from '#app/kernel/money.ts';
import { changesWords, shortDigest } from '#app/modules/billing-runs/ui/run-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { ActionBar } from '#app/ui/action-bar.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { RunPage } from './run-page.server.ts';

type PartProps = { page: RunPage; zone: string };

/** What stands over the run: it is stale, it was sent back, it was reviewed, it was stopped. */
export function RunNotes({ page: { run, changes, isPreview, may }, zone }: PartProps) {
  const sentBack = isPreview && run.state === 'previewed' && run.reviewNote !== '' && run.reviewedByName;
  return (
    <>
      {changes.length > 0 && (
        <Note tone="warn" action={may.prepare && <RefreshButton />}>
          This preview is out of date: since it was made, {changesWords(changes)} changed. It has to be made again
          before anything is issued.
        </Note>
      )}
      {sentBack && (
        <Note tone="warn">
          Sent back by <bdi>{run.reviewedByName}</bdi>, <InstantText at={run.reviewedAt!} zone={zone} />: “
          {run.reviewNote}”
        </Note>
      )}
      {run.state === 'reviewed' && (
        <Note tone="positive">
          Reviewed by <bdi>{run.reviewedByName}</bdi>, <InstantText at={run.reviewedAt!} zone={zone} />.
          {run.reviewNote && ` “${run.reviewNote}”`}
        </Note>
      )}
    </>
  );
}

function RefreshButton() {
  return (
    <Form method="post">
      <Button name="intent" value="refresh" variant="second" small busy="Previewing…">
        Preview again
      </Button>
    </Form>
  );
}

/** The second person's part. Who prepared the run is told that it waits. */
export function ReviewPanel({ page: { run, may }, result }: { page: RunPage; result: FormRefusal | undefined }) {
  if (!run.reviewNeeded || run.state !== 'previewed') return null;
  if (!may.review)
    return (
      <Panel title="It waits for a review" pad>
        <p>
          Somebody other than {run.preparedByName}, with the right to review runs, has to look at it before it is
          issued.
        </p>
      </Panel>
    );
  return (
    <Panel title="Your review" pad>
      <Form method="post" noValidate>
        <FormStack>
          <p>
            Prepared by <bdi>{run.preparedByName}</bdi>. Open drafts from the list and compare them with contract and
            usage; what you approve is exactly these drafts.
          </p>
          <TextArea
            name="note"
            label="Note"
            hint="Needed to send it back."
            error={result?.fieldErrors.note}
            defaultValue={result?.values.note as string | undefined}
            rows={2}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="approve" busy="Approving…">
              Approve for issue
            </Button>
            <Button name="intent" value="send-back" variant="second" busy="Sending back…">
              Send back
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Says what the button does, and with which drafts. */
export function RunFoot({ page, zone }: PartProps) {
  const { run, progress, changes, largest, may } = page;
  const locale = useLocale();
  const { ready, zero } = progress.counts;
  const amounts = largest.map((each) =>
    formatMoney(money(each.grossMinor, currency(each.currency)), locale, { style: 'code' }),
  );
  const mayIssue =
    may.issue && changes.length === 0 && ready + zero > 0 && (!run.reviewNeeded || run.state === 'reviewed');
  return (
    <Form method="post">
      <ActionBar
        words={
          <>
            <b>Issue posts exactly these drafts</b>, previewed{' '}
            {run.previewedAt && <InstantText at={run.previewedAt} zone={zone} show="date-time" />}
            {run.digest && (
              <>
                {' · '}
                <span className="reference" title={run.digest}>
                  {shortDigest(run.digest)}
                </span>
              </>
            )}
            . If a price, ticket or customer changes first, you will be asked to preview again.
            {amounts.length > 0 && ` Largest single invoice ${amounts.join(', ')}.`}
          </>
        }
      >
        <LinkButton to={`/staff/runs/new?like=${run.id}&same=yes`} variant="second">
          Back to set up
        </LinkButton>
        {may.prepare && (
          <Button name="intent" value="refresh" variant="second" busy="Previewing…">
            Preview again
          </Button>
        )}
        {may.issue && (
          <Button name="intent" value="cancel" variant="second" busy="Cancelling…">
            Cancel the run
          </Button>
        )}
        {mayIssue && (
          <Button name="intent" value="issue" busy="Issuing…">
            Issue {ready} {ready === 1 ? 'invoice' : 'invoices'}
          </Button>
        )}
      </ActionBar>
    </Form>
  );
}
