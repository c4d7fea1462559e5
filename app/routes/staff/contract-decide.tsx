import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ContractVersion } from '#app/modules/contracts/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { TextArea } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { FormProps } from './contract-fields.tsx';
import { NameText } from './name-text.tsx';

type Version = Omit<ContractVersion, 'terms'>;

type DecideProps = {
  waiting: {
    versionNo: number;
    isMine: boolean;
    reaches: { fromOn: PlainDate; throughOn: PlainDate } | null;
  };
  may: { decide: boolean };
  result: FormProps;
  version: Version;
  zone: string;
  children: ReactNode;
};

/** The proposal that waits: who wants it, what would change, and for a second person the decision. */
export function DecidePanel({ waiting, may, result, version, zone, children }: DecideProps) {
  return (
    <Panel
      title={`Version ${waiting.versionNo} waits for approval`}
      aside={
        <>
          <NameText text={version.proposedByName} />,{' '}
          <InstantText at={version.proposedAt} zone={zone} show="date-time" />
        </>
      }
    >
      <div className="panel-pad">
        <p>
          It holds from <DateText date={version.holdsFromOn} />.{' '}
          {version.reason && (
            <>
              Why: <NameText text={version.reason} />
            </>
          )}
        </p>
        {waiting.reaches && (
          <Note tone="warn">
            The days from <DateText date={waiting.reaches.fromOn} /> to <DateText date={waiting.reaches.throughOn} />{' '}
            are billed already. Approved, the next billing run bills the difference or gives it back, at the tax they
            were billed with.
          </Note>
        )}
      </div>
      {children}
      <div className="panel-pad">
        {may.decide && !waiting.isMine ? (
          <Form method="post" noValidate className="form-stack">
            <input type="hidden" name="versionNo" value={waiting.versionNo} />
            <TextArea
              name="note"
              label="Note"
              hint="Needed when you send it back."
              optional
              rows={2}
              defaultValue={result.values.note}
              error={result.errors.note}
            />
            <ButtonRow>
              <Button name="intent" value="approve" busy="Approving…">
                Approve
              </Button>
              <Button name="intent" value="send-back" variant="second" busy="Sending back…">
                Send back
              </Button>
            </ButtonRow>
          </Form>
        ) : waiting.isMine ? (
          <Form method="post" className="form-stack">
            <input type="hidden" name="versionNo" value={waiting.versionNo} />
            <p className="text-muted">You proposed it: somebody else has to decide. Until then you can withdraw it.</p>
            <ButtonRow>
              <Button name="intent" value="withdraw" variant="second" busy="Withdrawing…">
                Withdraw it
              </Button>
            </ButtonRow>
          </Form>
        ) : (
          <p className="text-muted">A receivables manager, controller or administrator decides.</p>
        )}
      </div>
    </Panel>
  );
}
