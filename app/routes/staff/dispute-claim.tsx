import { Link } from 'react-router';
import { priceText } from '#app/kernel/format-price.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { ExplainableLine } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { partsNow } from '#app/modules/disputes/forms.ts';
import type { DisputeLine, DisputeView } from '#app/modules/disputes/types.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type ClaimProps = {
  dispute: DisputeView;
  invoice: Invoice | null;
  explained: readonly ExplainableLine[];
};

/** What is claimed beside what was billed and what was agreed, line by line. */
export function ClaimPanel({ dispute, invoice, explained }: ClaimProps) {
  const currency = dispute.currency ?? invoice?.currency ?? null;
  if (!currency) return null;
  return (
    <Panel
      title="The claim beside the contract"
      aside={
        invoice && (
          <Link className="reference" to={`/staff/invoices/${invoice.id}`}>
            {invoice.number}
          </Link>
        )
      }
    >
      {dispute.lines.length === 0 ? (
        <p className="panel-pad text-muted">No amount is contested.</p>
      ) : (
        <DataTable
          caption="Claimed, billed and agreed"
          rows={partsNow(dispute.lines)}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'line',
              head: 'Line',
              rowHeader: true,
              cell: (claim) => (
                <>
                  <NameText text={claim.description ?? 'The invoice as a whole'} />
                  <span className="under">{CLAIM_WORDS[claim.what]}</span>
                </>
              ),
            },
            { key: 'claimed', head: 'The customer says', cell: (claim) => <Claimed {...{ claim, currency }} /> },
            { key: 'billed', head: 'We billed', cell: (claim) => <Billed {...{ claim, currency }} /> },
            {
              key: 'agreed',
              head: 'Agreed price that held',
              cell: (claim) => (
                <AgreedPrice line={explained.find(({ lineNo }) => lineNo === claim.lineNo)} currency={currency} />
              ),
            },
            {
              key: 'amount',
              head: `In dispute, ${currency}`,
              numeric: true,
              cell: (claim) => <MoneyText money={money(claim.amountMinor, currency)} style="bare" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

const CLAIM_WORDS: Readonly<Record<DisputeLine['what'], string>> = {
  whole: 'all that is left of it',
  about: 'a question about it',
  line: 'the whole line',
  quantity: 'the quantity',
  price: 'the price',
  amount: 'an amount of it',
};

type ClaimedProps = { claim: DisputeLine; currency: Currency };

function Claimed({ claim, currency }: ClaimedProps) {
  if (claim.quantity !== null) return <span className="figure">{claim.quantity}</span>;
  if (claim.unitPrice !== null) return <span className="figure">{priceText(claim.unitPrice, currency)}</span>;
  if (claim.what === 'about') return 'Asks about it';
  return claim.what === 'amount' ? 'Less' : 'Not owed';
}

function Billed({ claim, currency }: ClaimedProps) {
  if (claim.billedQuantity === null || claim.billedUnitPrice === null || claim.billedNetMinor === null) return null;
  return (
    <>
      <span className="figure">
        {claim.billedQuantity} × {priceText(claim.billedUnitPrice, currency)}
      </span>
      <span className="under">
        <MoneyText money={money(claim.billedNetMinor, currency)} style="code" /> before tax
      </span>
    </>
  );
}

/** Each price that held in the line's days, with the version it comes from. */
function AgreedPrice({ line, currency }: { line: ExplainableLine | undefined; currency: Currency }) {
  if (!line) return <span className="text-muted">No contract: written by hand</span>;
  const { segments } = line.explanation;
  return (
    <ul>
      {segments.map(({ price, steps }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the days of one line, in their order
        <li key={index}>
          <span className="figure">
            {steps.flatMap(({ unitPrice }) => (unitPrice ? [priceText(unitPrice, currency)] : [])).join(', ') ||
              'A fixed amount'}
          </span>
          <span className="under">
            {price ? (
              <>
                {price.source === 'contract' ? 'Contract' : 'Price list'} <NameText text={price.sourceName} />, version{' '}
                {price.versionNo}
              </>
            ) : (
              'No price was agreed for these days'
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
