import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { maskedAccount } from '#app/kernel/iban.ts';
import { parseId } from '#app/kernel/ids.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import {
  decidedChanges,
  type NamedChange,
  waitingChanges,
} from '#app/modules/customers/queries/customer-changes.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { decideCustomerChange } from '#app/workflows/customer-changes.server.ts';
import type { Route } from './+types/customer-requests.ts';
import { contactFacts } from './customer-request-contact.ts';
import { RequestCard, type ShownRequest } from './customer-request-parts.tsx';
import { DecidedRequests } from './customer-requests-decided.tsx';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/customer-requests';

/** Before and after, of an account its end only: the second colleague compares it whole. */
function shown({ value, was, kind, ...rest }: NamedChange): ShownRequest {
  const tail = kind === 'bank' ? (value.iban ?? value.accountNumber ?? '').slice(-4) : '';
  const facts =
    kind === 'bank'
      ? [
          { label: 'Account holder', before: '', after: value.holder },
          { label: `Account in ${value.currency}`, before: '', after: maskedAccount(tail) },
        ]
      : kind === 'contact'
        ? contactFacts(value, was)
        : [
            { label: 'Name', before: was.name ?? '', after: value.name },
            { label: 'Address', before: (was.addressLines ?? []).join(', '), after: value.addressLines.join(', ') },
            { label: 'Country', before: was.country ?? '', after: value.country },
            { label: 'Tax number', before: was.taxNumber ?? '', after: value.taxNumber },
          ];
  return { ...rest, kind, facts };
}

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const [waiting, decided] = await Promise.all([waitingChanges(staffDb()), decidedChanges(staffDb())]);
  return {
    ...{ waiting: waiting.map(shown), decided: decided.map(shown), zone: company.timeZone, today: moment.today },
    mayDecide: mayStaff(user.role, 'customers.write'),
    mayAskBank: mayStaff(user.role, 'bank-details.request'),
  };
}

const WORDS = {
  'not-found': 'This request is not there, or its customer is archived.',
  'already-decided': 'This was decided meanwhile.',
  'own-request': 'Somebody else decides this.',
  'reason-missing': 'Say why not: the customer reads it.',
} as const;

export async function action(args: Route.ActionArgs) {
  const { actor, moment, user } = await requireStaff(args, 'customers.write');
  const { of, intent } = await postedFields(args.request);
  const requestId = parseId(of('request')) ?? '';
  const wrong = (field: string, text: string) =>
    data(
      { ...formRefusal(field ? { fieldErrors: { [field]: [text] } } : { formErrors: [text] }), request: requestId },
      422,
    );
  if (!requestId) return wrong('', WORDS['not-found']);
  const day = parsePlainDate(of(`fromOn-${requestId}`));
  if (intent === 'grant' && of('kind') !== 'bank' && !day.ok)
    return wrong(`fromOn-${requestId}`, 'Choose the first day it holds.');
  if (intent === 'grant' && of('kind') === 'bank' && !mayStaff(user.role, 'bank-details.request'))
    return wrong('', 'Bank details are asked for by a colleague who may ask for them.');
  const decision =
    intent === 'grant'
      ? ({ kind: 'grant', fromOn: day.ok ? day.value : null } as const)
      : ({ kind: 'decline', reason: of(`reason-${requestId}`) } as const);
  const done = await inTransaction(staffDb(), (tx) => decideCustomerChange(tx, actor, { requestId, decision }, moment));
  if (!done.ok) {
    const text = WORDS[done.refusal.code as keyof typeof WORDS] ?? WORDS['not-found'];
    return wrong(done.refusal.code === 'reason-missing' ? `reason-${requestId}` : '', text);
  }
  if (done.value.approvalId)
    return redirectWithFlash(PATH, 'A second colleague decides now. Nothing changes before that.');
  return redirectWithFlash(
    PATH,
    intent === 'grant' ? 'Granted. Invoices that are out stay as they are.' : 'Declined. The customer reads why.',
  );
}

export default function CustomerRequests({ loaderData, actionData }: Route.ComponentProps) {
  const { waiting, decided, zone, today, mayDecide, mayAskBank } = loaderData;
  return (
    <>
      <PageTitle title="What customers ask to change" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead
        title="What customers ask to change"
        facts={<span>Asked on their own pages; nothing holds before it is granted</span>}
      />
      <div className="staff-stack">
        {waiting.length === 0 && (
          <Panel title="Nothing waits">
            <EmptyState>No customer waits for an answer about its details.</EmptyState>
          </Panel>
        )}
        {waiting.map((request) => (
          <RequestCard
            key={request.id}
            {...{ request, zone, today }}
            mayDecide={mayDecide && (request.kind !== 'bank' || mayAskBank)}
            errors={actionData?.request === request.id ? actionData.fieldErrors : {}}
          />
        ))}
        {decided.length > 0 && <DecidedRequests requests={decided} zone={zone} />}
      </div>
    </>
  );
}
