import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { listRequests } from '#app/modules/approvals/queries/list-requests.server.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { mayStaff, type Permission } from '#app/modules/auth/types.ts';
import { explainInvoiceLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { listReductions } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import { disputesOfInvoice } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { documentFaultOf } from '#app/modules/documents/queries/document-faults.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { DocumentLines, DocumentTotals } from '#app/modules/invoicing/ui/document-lines.tsx';
import { overdueDaysOf } from '#app/modules/ledger/queries/overdue-days.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/invoice.ts';
import { AuditStory } from './audit-story.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { DocumentFaultNote } from './document-fault-note.tsx';
import { InvoiceActions } from './invoice-actions.tsx';
import { doNotSend, readWay, sendAgain, unapplyFrom } from './invoice-acts.server.ts';
import { invoiceBadges } from './invoice-badges.ts';
import { NamedDifferences } from './invoice-differences.tsx';
import { DisputesOfInvoice } from './invoice-disputes.tsx';
import { ExplainedPanel } from './invoice-explained.tsx';
import { RelatedDocuments, WaitingRequests } from './invoice-relations.tsx';
import { SettlementPanel } from './invoice-settlement.tsx';
import { DeliveryPanel } from './invoice-story.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const CREDIT_KINDS = ['credit_note', 'waiver'] as const;
const REQUESTS_MAX = 10;

/** What a partner is told of our mail. */
const NOT_TOLD = { messages: [], views: [] };

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'accounts.read');
  const seesAll = mayStaff(user.role, 'desk.read');
  const id = parseId<InvoiceId>(args.params.id);
  const invoice = foundOr404(id && (await getInvoice(db, { invoiceId: id })), 'invoice');
  const [overdue, way, entries, requests, reductions, explained, fault, disputes] = await Promise.all([
    seesAll && invoice.openItemId ? overdueDaysOf(db, invoice.openItemId, { asOf: moment.today }) : null,
    seesAll ? readWay(db, invoice.id) : null,
    seesAll ? listAudit(db, { subjectId: invoice.id }) : null,
    !seesAll
      ? []
      : listRequests(db, { kinds: CREDIT_KINDS, subjectId: invoice.id, state: 'waiting', limit: REQUESTS_MAX }),
    seesAll && invoice.openItemId ? listReductions(db, { itemId: invoice.openItemId }) : [],
    seesAll ? explainInvoiceLines(db, { invoiceId: invoice.id }) : [],
    seesAll ? documentFaultOf(db, { kind: 'invoice', subjectId: invoice.id }) : null,
    seesAll ? disputesOfInvoice(db, { invoiceId: invoice.id, reader: { side: 'staff' } }) : [],
  ]);
  const mayDo = (permission: Permission) => mayStaff(user.role, permission);
  return {
    ...{ invoice, overdue, way, entries, reductions, explained, fault, disputes },
    requests: requests.map(({ id: one, summary, requestedByName }) => ({ id: one, summary, requestedByName })),
    // `once` names this sending, so that pressing the button twice sends once.
    ...{ today: moment.today, locale: company.locale, zone: company.timeZone, once: newId<never>() as string },
    may: {
      ...{ send: mayDo('messages.send'), record: mayDo('payments.record'), apply: mayDo('cash.apply') },
      ...{ credit: mayDo('credits.request') || mayDo('waivers.request'), debit: mayDo('debits.issue') },
      ...{ writeOff: mayDo('write-offs.request'), refund: mayDo('refunds.request'), dispute: mayDo('disputes.work') },
      rebill: mayDo('credits.request') && mayDo('invoices.write'),
    },
  };
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const sent = await postedFields(args.request);
  const { actor, moment } = await requireStaff(args, sent.intent === 'unapply' ? 'cash.apply' : 'messages.send');
  const done =
    sent.intent === 'unapply'
      ? await unapplyFrom(sent, actor, moment)
      : sent.intent === 'withdraw'
        ? await doNotSend(invoiceId, sent.of('deliveryId'), actor, moment)
        : await sendAgain(invoiceId, sent.of('once'), actor, moment);
  return done.ok ? redirectWithFlash(`/staff/invoices/${invoiceId}`, done.value) : data(done.refusal, 422);
}

export default function InvoicePage({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, overdue, way, entries, requests, reductions, today, locale, zone, once, may } = loaderData;
  const isCredit = invoice.kind === 'credit_note';
  const of = (minor: bigint) => <MoneyText money={money(minor, invoice.currency)} style="bare" />;
  return (
    <>
      <PageTitle title={invoice.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/invoices">Invoices</BackLink>
      <PageHead
        title={<span className="reference">{invoice.number}</span>}
        facts={
          <>
            <Link to={`/staff/customers/${invoice.customerId}`}>
              <NameText text={invoice.billTo.name} />
            </Link>
            <NameText text={invoice.title} />
            <Badges badges={invoiceBadges(invoice, way?.told ?? NOT_TOLD, { today, locale })} />
          </>
        }
        actions={<InvoiceActions invoice={invoice} may={may} />}
      />
      <div className="staff-stack">
        <DocumentFaultNote fault={loaderData.fault} zone={zone} />
        <WaitingRequests requests={requests} />
        <Figures
          figures={[
            isCredit
              ? { label: `Not applied yet, ${invoice.currency}`, value: of(invoice.creditLeftMinor), large: true }
              : { label: `Left, ${invoice.currency}`, value: of(invoice.leftMinor), large: true },
            { label: isCredit ? 'Credited' : 'Invoiced', value: of(invoice.grossMinor) },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <Panel title={isCredit ? 'What was credited' : 'What was billed'}>
              <DocumentLines document={invoice} />
              <div className="panel-pad">
                <DocumentTotals document={invoice} />
              </div>
            </Panel>
            <ExplainedPanel lines={loaderData.explained} currency={invoice.currency} />
            <SettlementPanel {...{ invoice, overdue }} mayUndo={may.apply} errors={actionData?.fieldErrors ?? {}} />
            <NamedDifferences reductions={reductions} />
          </div>
          <div className="staff-stack">
            <DocumentFacts invoice={invoice} />
            <DisputesOfInvoice disputes={loaderData.disputes} />
            <RelatedDocuments invoice={invoice} />
            {way && <DeliveryPanel way={way} zone={zone} once={once} maySend={may.send} />}
            {entries && <AuditStory entries={entries} zone={zone} title="Who did what" />}
          </div>
        </div>
      </div>
    </>
  );
}
