import { Form, Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { APPROVAL_KIND_NAMES, type Approval } from '#app/modules/approvals/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { deciderWords, EFFECT_WORDS, evidencePath, roleWords, STATE_WORDS, whyHere } from './approval-words.ts';
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
        <Definition shape="terms" facts={useFacts(props)} />
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

function useFacts({ approval, customerName, zone, baseCurrency }: CardProps): Fact[] {
  const locale = useLocale();
  const path = evidencePath(approval);
  const { amountMinor, baseMinor, currency, payload } = approval;
  const isForeign = baseMinor !== null && currency !== baseCurrency;
  return [
    ...(amountMinor !== null && currency
      ? [
          {
            label: 'How much',
            value: (
              <>
                <MoneyText money={money(amountMinor, currency as Currency)} style="code" />
                {isForeign && <span className="under">{formatMoney(money(baseMinor, baseCurrency), locale)}</span>}
              </>
            ),
          },
        ]
      : []),
    ...changeFacts(payload),
    { label: 'Why', value: <NameText text={approval.reason} /> },
    {
      label: 'Asked by',
      value: (
        <>
          <NameText text={approval.requestedByName} />, {roleWords(approval.requestedRole).toLowerCase()}
          <span className="under">
            <InstantText at={approval.requestedAt} zone={zone} />
          </span>
        </>
      ),
    },
    ...(customerName && approval.customerId
      ? [
          {
            label: 'Customer',
            value: (
              <Link to={`/staff/customers/${approval.customerId}`}>
                <NameText text={customerName} />
              </Link>
            ),
          },
        ]
      : []),
    ...(path && approval.subjectKind !== 'customer'
      ? [{ label: 'Evidence', value: <Link to={path}>What it is about</Link> }]
      : []),
    { label: 'If approved', value: EFFECT_WORDS[approval.kind] },
    {
      label: 'The rule, as it was then',
      value: (
        <>
          {whyHere(approval, { locale, baseCurrency })}
          {deciderWords(approval.rule, { locale, baseCurrency }).map(({ role, text }) => (
            <span className="under" key={role}>
              {role} approves {text}
            </span>
          ))}
        </>
      ),
    },
    ...decisionFacts(approval, zone),
  ];
}

/** before → after, where a request carries both (bank details). */
function changeFacts(payload: unknown): Fact[] {
  const { shown } = (payload ?? {}) as { shown?: { label: string; before: string; after: string }[] };
  return (Array.isArray(shown) ? shown : []).map(({ label, before, after }) => ({
    label,
    value: (
      <>
        <NameText text={before || 'none'} /> → <strong>{<NameText text={after || 'none'} />}</strong>
      </>
    ),
  }));
}

function decisionFacts({ state, decidedAt, ...approval }: Approval, zone: string): Fact[] {
  if (state === 'waiting' || !decidedAt) return [];
  const { text, path } = (approval.effect ?? {}) as { text?: string; path?: string | null };
  return [
    {
      label: STATE_WORDS[state],
      value: (
        <>
          by <NameText text={approval.decidedByName ?? ''} />
          {approval.decidedForName && (
            <>
              {' '}
              for <NameText text={approval.decidedForName} />
            </>
          )}
          , <InstantText at={decidedAt} zone={zone} />
          {approval.decisionNote && (
            <span className="under">
              <NameText text={approval.decisionNote} />
            </span>
          )}
        </>
      ),
    },
    ...(text ? [{ label: 'What was done', value: path ? <Link to={path}>{text}</Link> : text }] : []),
  ];
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
      <p className="text-13 text-muted not-printed">
        Keys: <kbd>A</kbd> approve, <kbd>B</kbd> write why and send back, <kbd>J</kbd> next, <kbd>K</kbd> previous.
      </p>
    </Form>
  );
}
