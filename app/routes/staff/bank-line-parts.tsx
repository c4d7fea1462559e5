import { money } from '#app/kernel/money.ts';
import type { LinkLabels } from '#app/modules/banking/queries/link-labels.server.ts';
import type { BankLineView } from '#app/modules/banking/queries/statement-lines.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LinkText } from './bank-line-table.tsx';
import { LINK_KINDS } from './bank-link-words.ts';
import { NameText } from './name-text.tsx';

/** The bank's own words, one under another. */
export function LineFacts({ line }: { line: BankLineView }) {
  const told = (label: string, text: string) => (text ? [{ label, value: <NameText text={text} /> }] : []);
  const coded = (label: string, text: string) =>
    text ? [{ label, value: <span className="reference">{text}</span> }] : [];
  return (
    <Panel title="What the bank says" pad>
      <Definition
        shape="terms"
        facts={[
          ...told(line.amountMinor > 0n ? 'Payer' : 'Payee', line.partyName),
          ...coded('Account', line.partyAccount),
          ...told('Text', line.text),
          ...coded('Creditor reference', line.creditorRef),
          ...coded('Payer’s reference', line.payerRef),
          ...coded('Bank’s reference', line.bankRef),
          ...coded('Kind', line.kind),
          ...coded('Return code', line.returnReason),
          ...(line.part ? [{ label: 'Part', value: `${line.part.no} of ${line.part.of} booked in one sum` }] : []),
        ]}
      />
    </Panel>
  );
}

type ExplainedProps = { line: BankLineView; labels: LinkLabels; zone: string };

/** What it was said to be, and what that did to the books; or why it waits. */
export function ExplainedAs({ line, labels, zone }: ExplainedProps) {
  const by = (
    <>
      <InstantText at={line.changedAt} zone={zone} /> by <NameText text={line.changedByName} />
    </>
  );
  if (line.state === 'skipped')
    return <p className="text-muted">The same movement came in an earlier file and counts there.</p>;
  if (line.links.length === 0)
    return line.note ? (
      <Panel title={line.state === 'asked' ? 'A colleague is asked' : 'Put aside'} pad>
        <p>
          <NameText text={line.note} />
        </p>
        <p className="text-muted">{by}</p>
      </Panel>
    ) : null;
  return (
    <Panel title="What it is" aside={by}>
      <DataTable
        caption="The parts of the line"
        rows={line.links}
        rowKey={({ no }) => String(no)}
        columns={[
          { key: 'what', head: 'Part', rowHeader: true, cell: (link) => <LinkText {...{ link, labels }} /> },
          { key: 'posts', head: 'In the books', cell: ({ kind }) => LINK_KINDS[kind].posts },
          {
            key: 'amount',
            head: `Amount, ${line.currency}`,
            numeric: true,
            cell: ({ amountMinor }) => <MoneyText money={money(amountMinor, line.currency)} style="bare" />,
          },
        ]}
      />
    </Panel>
  );
}
