import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Invoice, NamedDocument } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What it corrects or replaces, and what corrects or replaces it; nothing where it stands alone. */
export function RelatedDocuments({ invoice }: { invoice: Invoice }) {
  const { corrects, reason, replaces, replacedBy, corrections, currency } = invoice;
  const facts: Fact[] = [];
  if (corrects) facts.push({ label: 'Corrects', value: <Named document={corrects} /> });
  if (reason) facts.push({ label: 'Reason', value: reason.label });
  if (replaces) facts.push({ label: 'In place of', value: <Named document={replaces} /> });
  if (replacedBy) facts.push({ label: 'Replaced by', value: <Named document={replacedBy} /> });
  for (const one of corrections) {
    const signed = one.kind === 'credit_note' ? -one.grossMinor : one.grossMinor;
    facts.push({
      key: one.id,
      label: one.kind === 'credit_note' ? 'Credited by' : 'Debited by',
      value: (
        <>
          <Named document={one} /> <MoneyText money={money(signed, currency)} style="code" />
        </>
      ),
    });
  }
  if (facts.length === 0) return null;
  return (
    <Panel title="Corrections" pad>
      <Definition shape="terms" facts={facts} />
    </Panel>
  );
}

function Named({ document }: { document: NamedDocument }) {
  return (
    <>
      <Link className="reference" to={`/staff/invoices/${document.id}`}>
        {document.number}
      </Link>{' '}
      of <DateText date={document.documentOn} />
    </>
  );
}

export type WaitingRequest = { readonly id: string; readonly summary: string; readonly requestedByName: string };

/** What was asked for about this document and waits for a second person. */
export function WaitingRequests({ requests }: { requests: readonly WaitingRequest[] }) {
  return requests.map((request) => (
    <Note key={request.id} action={<Link to={`/staff/approvals?view=waiting&id=${request.id}`}>See the request</Link>}>
      Waits for a second person: <NameText text={request.summary} />, asked for by {request.requestedByName}.
    </Note>
  ));
}
