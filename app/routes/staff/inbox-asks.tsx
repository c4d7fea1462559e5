import { Form, Link } from 'react-router';
import { parseId } from '#app/kernel/ids.ts';
import { ASK_KINDS, type Ask, type AskFault } from '#app/modules/inbox/types.ts';
import { Button } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const ACTS: Readonly<Record<Ask['kind'], Readonly<Record<string, string>>>> = {
  dispute: {
    raise: 'A dispute or a question',
    reply: 'A reply in a dispute',
    withdraw: 'A dispute is taken back',
    reopen: 'A dispute is to be opened again',
  },
  plan: {
    start: 'A payment plan',
    accept: 'A changed plan is agreed to',
    withdraw: 'A request for a plan is taken back',
    move: 'An instalment is to be moved',
    method: 'A plan is to be paid another way',
    help: 'Help with a plan',
  },
  credit: { use: 'Credit to be used for invoices' },
};

/** What the posted form names; null for anything else. */
export function askNamed(text: string): Ask | null {
  const [said, id = ''] = text.split(':');
  const kind = ASK_KINDS.find((one) => one === said);
  const subjectId = parseId(id);
  return kind && subjectId ? { kind, subjectId } : null;
}

type AskFaultsProps = { faults: readonly AskFault[]; zone: string; mayDo: boolean };

/** What customers asked for on their pages and could not be done: what they said, why not, and when it is tried again. */
export function AskFaults({ faults, zone, mayDo }: AskFaultsProps) {
  return (
    <Panel title="Asked on the portal and not done yet">
      <p className="panel-pad text-muted">
        We have what these customers sent, and they read that somebody looks at it. It is tried again by itself, at
        least once an hour. If it fails again, tell whoever looks after the system, and call the customer.
      </p>
      <ul>
        {faults.map((fault) => (
          <li
            key={fault.subjectId}
            className="panel-pad flex flex-wrap items-start justify-between gap-4 border-t border-line"
          >
            <div className="min-w-0 flex-1 basis-60 wrap-anywhere">
              <p>
                <Link to={`/staff/customers/${fault.customer.id}`}>
                  <NameText text={fault.customer.name} />
                </Link>
                : {ACTS[fault.kind][fault.act] ?? fault.act}
              </p>
              <p className="under">
                <NameText text={fault.byName} />, <InstantText at={fault.askedAt} zone={zone} />
              </p>
              {fault.words && (
                <p dir="auto">
                  “<NameText text={fault.words} />”
                </p>
              )}
              <p className="under">
                Failed {fault.tries} times, next try at <InstantText at={fault.nextTryAt} zone={zone} show="time" />.{' '}
                {shortened(fault.reason)}
              </p>
            </div>
            {mayDo && <TryAgain fault={fault} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const REASON_SHOWN_MAX = 300;

const shortened = (text: string): string =>
  text.length > REASON_SHOWN_MAX ? `${text.slice(0, REASON_SHOWN_MAX)}…` : text;

const TryAgain = ({ fault: { kind, subjectId, customer } }: { fault: AskFault }) => (
  <Form method="post">
    <input type="hidden" name="ask" value={`${kind}:${subjectId}`} />
    <Button small variant="second" name="intent" value="again">
      Try again now<span className="sr-only">, {customer.name}</span>
    </Button>
  </Form>
);
