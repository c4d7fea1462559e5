import { Form, Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CustomerChange } from '#app/modules/customers/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

export type ShownRequest = Omit<CustomerChange, 'value' | 'was' | 'kind'> & {
  readonly kind: CustomerChange['kind'];
  readonly customerName: string;
  readonly customerNumber: string;
  readonly facts: readonly { readonly label: string; readonly before: string; readonly after: string }[];
};

type CardProps = {
  request: ShownRequest;
  zone: string;
  today: PlainDate;
  mayDecide: boolean;
  errors: FormRefusal['fieldErrors'];
};

const KINDS = { bank: 'where we pay back', contact: 'who gets documents', details: 'details' } as const;

const ADVICE = {
  bank: 'Call them on a number you know before you go on. A second colleague approves it after you.',
  contact: 'What is sent from the day on goes there; links mailed to an old address end.',
  details: 'Invoices made from the day on say it; those that are out stay as they are.',
} as const;

/** One request: who asked, what was and what shall be, and the two answers. */
export function RequestCard({ request, zone, today, mayDecide, errors }: CardProps) {
  const { id, kind, customerName, askedFromOn } = request;
  return (
    <Panel
      title={`${customerName}, ${KINDS[kind]}`}
      aside={
        <>
          <bdi>{request.askedByName}</bdi>, <InstantText at={request.askedAt} zone={zone} show="date-time" />
        </>
      }
    >
      <DataTable
        caption={`What ${customerName} asks (${request.customerNumber}, ${kind})`}
        rows={request.facts}
        rowKey={(fact) => fact.label}
        columns={[
          { key: 'label', head: 'What', rowHeader: true, cell: (fact) => fact.label },
          { key: 'before', head: 'When asked', cell: (fact) => <bdi>{fact.before || 'None'}</bdi> },
          {
            key: 'after',
            head: 'Asked for',
            cell: (fact) =>
              fact.before === fact.after ? (
                <span className="text-muted">As before</span>
              ) : (
                <strong>
                  <bdi>{fact.after || 'None'}</bdi>
                </strong>
              ),
          },
        ]}
      />
      <div className="panel-pad form-stack">
        {request.note && (
          <p className="prose">
            They say: <bdi>{request.note}</bdi>
          </p>
        )}
        <p className="prose">
          <Link to={`/staff/customers/${request.customerId}`}>Account {request.customerNumber}</Link>. {ADVICE[kind]}
        </p>
        {mayDecide && (
          <Form method="post" noValidate>
            <input type="hidden" name="request" value={id} />
            <input type="hidden" name="kind" value={kind} />
            <FormStack>
              {kind !== 'bank' && (
                <FromDay id={id} from={askedFromOn > today ? askedFromOn : today} error={errors[`fromOn-${id}`]} />
              )}
              <Reason id={id} error={errors[`reason-${id}`]} />
              <ButtonRow>
                <Button name="intent" value="grant" busy="Granting…">
                  {kind === 'bank' ? 'Ask a second colleague' : 'Grant'}
                  <span className="sr-only"> what {customerName} asked</span>
                </Button>
                <Button variant="second" name="intent" value="decline" busy="Declining…">
                  Decline
                  <span className="sr-only"> what {customerName} asked</span>
                </Button>
              </ButtonRow>
            </FormStack>
          </Form>
        )}
      </div>
    </Panel>
  );
}

const FromDay = ({ id, from, error }: { id: string; from: PlainDate; error: string[] | undefined }) => (
  <DateInput name={`fromOn-${id}`} label="From" error={error} defaultValue={from} />
);

const Reason = ({ id, error }: { id: string; error: string[] | undefined }) => (
  <TextInput
    name={`reason-${id}`}
    label="Why not"
    hint="Only to decline: the customer reads it."
    optional
    error={error}
  />
);
