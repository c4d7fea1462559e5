import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { InvoiceDue } from './invoice-due.tsx';
import { NameText } from './name-text.tsx';

const DATE_WORDS = { invoice: 'Invoice date', debit_note: 'Date', credit_note: 'Date' } as const;

/** To whom, when, under which order: as the document says it. */
export function DocumentFacts({ invoice, number }: { invoice: Invoice; number?: string }) {
  const { billTo, serviceFromOn, serviceToOn } = invoice;
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Number', value: <span className="reference">{number ?? invoice.number}</span> },
          {
            label: 'Billed to',
            value: (
              <>
                <NameText text={billTo.name} />
                {billTo.addressLines.map((line) => (
                  <span key={line} className="under">
                    <NameText text={line} />
                  </span>
                ))}
              </>
            ),
          },
          { label: DATE_WORDS[invoice.kind], value: <DateText date={invoice.documentOn} /> },
          ...(invoice.kind === 'credit_note' ? [] : [{ label: 'Due', value: <InvoiceDue invoice={invoice} /> }]),
          ...(serviceFromOn || serviceToOn
            ? [
                {
                  label: 'Service',
                  value: (
                    <>
                      {serviceFromOn && <DateText date={serviceFromOn} />}
                      {serviceFromOn && serviceToOn && ' to '}
                      {serviceToOn && <DateText date={serviceToOn} />}
                    </>
                  ),
                },
              ]
            : []),
          ...(invoice.poNumber ? [{ label: 'PO number', value: <NameText text={invoice.poNumber} /> }] : []),
          ...(invoice.note ? [{ label: 'Note', value: <NameText text={invoice.note} /> }] : []),
        ]}
      />
    </Panel>
  );
}
