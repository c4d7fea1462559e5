import { Form } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import { APPROVAL_KIND_NAMES, type Approval } from '#app/modules/approvals/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { TextArea } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { useApprovalFacts } from './approval-facts.tsx';
import { STATE_WORDS } from './approval-words.ts';
import { NameText } from './name-text.tsx';

export type Verdict = {
  /** In whose name this person may approve; null when they may not. */
  approve: { inNameOf: string | null } | null;
  sendBack: boolean;
  whyNot: string | null;
  mayWithdraw: boolean;
};
type CardProps = {
  approval: Approval;
  customerName: string | null;
  verdict: Verdict;
  zone: string;
  baseCurrency: Currency;
  noteError?: string[];
  note?: string;
};

const TONES = { waiting: 'info', approved: 'positive', refused: 'warn', withdrawn: 'neutral' } as const;
const ICONS = { waiting: 'clock', approved: 'check', refused: 'back', withdrawn: 'cross' } as const;

/** One request with all that is needed to decide it. */
export function ApprovalCard(props: CardProps) {
  const { approval, verdict, noteError, note } = props;
  return (
    <Panel
      title={APPROVAL_KIND_NAMES[approval.kind]}
      aside={
        <Badge tone={TONES[approval.state]} icon={ICONS[approval.state]}>
          {STATE_WORDS[approval.state]}
        </Badge>
      }
      pad
    >
      <div className="staff-stack">
        <p className="text-17">
          <NameText text={approval.summary} />
        </p>
        <Definition shape="terms" facts={useApprovalFacts(props)} />
        {approval.state === 'waiting' && verdict.whyNot && <Note>{verdict.whyNot}</Note>}
        {approval.state === 'waiting' && (verdict.approve || verdict.sendBack) && (
          <DecideForm approval={approval} verdict={verdict} error={noteError} note={note} />
        )}
        {verdict.mayWithdraw && (
          <Form method="post" action={`/staff/approvals/${approval.id}/withdraw`}>
            <Button variant="second" busy="Withdrawing…">
              Withdraw the request
            </Button>
          </Form>
        )}
      </div>
    </Panel>
  );
}

type DecideFormProps = { approval: Approval; verdict: Verdict; error?: string[]; note?: string };

function DecideForm({ approval, verdict, error, note }: DecideFormProps) {
  return (
    <Form method="post" noValidate key={approval.id} className="staff-stack">
      <input type="hidden" name="approvalId" value={approval.id} />
      <KeyTarget letter="b">
        <TextArea
          name="note"
          label="Note"
          hint="Needed to send it back: what has to be different."
          rows={2}
          error={error}
          defaultValue={note}
        />
      </KeyTarget>
      <ButtonRow>
        {verdict.approve && (
          <KeyTarget letter="a">
            <Button name="decision" value="approve" busy="Approving…">
              {verdict.approve.inNameOf ? `Approve for ${verdict.approve.inNameOf}` : 'Approve'}
            </Button>
          </KeyTarget>
        )}
        <Button name="decision" value="send-back" variant="second" busy="Sending back…">
          Send back
        </Button>
      </ButtonRow>
      <p className="key-line text-13 text-muted not-printed">
        Keys: <kbd>A</kbd> approve, <kbd>B</kbd> write why and send back, <kbd>J</kbd> next, <kbd>K</kbd> previous.
      </p>
    </Form>
  );
}
