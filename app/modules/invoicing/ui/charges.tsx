import type { ReactNode } from 'react';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { Definition } from '#app/ui/definition.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import type { Invoice } from '../types.ts';
import { periodWords, quantityText, sumText, sumWords, taxWords, unitPriceText } from './charge-words.ts';

/** What was charged, line by line; each opens to say what it is, when it was, how the amount is made, and its tax. */
export function Charges({ invoice, explained, after }: ChargesProps) {
  return (
    <FoldRows>
      {invoice.lines.map((line) => (
        <Charge
          key={line.lineNo}
          invoice={invoice}
          line={line}
          explained={explained?.get(line.lineNo)}
          after={after?.(line.lineNo)}
        />
      ))}
    </FoldRows>
  );
}

type ChargesProps = {
  invoice: Invoice;
  explained?: Explained | undefined;
  /** Stands below the explanation of a line: what its reader can do about it. */
  after?: ((lineNo: number) => ReactNode) | undefined;
};

/** By line number: how a line came about, where more is known of it than quantity times price. */
export type Explained = ReadonlyMap<number, ReactNode>;

type ChargeProps = {
  invoice: Invoice;
  line: Invoice['lines'][number];
  explained: ReactNode | undefined;
  after: ReactNode;
};

function Charge({ invoice, line, explained, after }: ChargeProps) {
  const locale = useLocale();
  const { currency } = invoice;
  const isCredit = invoice.kind === 'credit_note';
  const net = money(line.netMinor, currency);
  return (
    <FoldRow
      id={`line-${line.lineNo}`}
      title={<bdi>{showText(line.description)}</bdi>}
      amount={<MoneyText money={net} />}
      how={sumText(line, currency, locale)}
      shut={isCredit ? 'Explain this line' : 'Explain this charge'}
    >
      {explained ?? <PlainCharge invoice={invoice} line={line} />}
      {after}
    </FoldRow>
  );
}

function PlainCharge({ invoice, line }: Pick<ChargeProps, 'invoice' | 'line'>) {
  const locale = useLocale();
  const { currency } = invoice;
  const isCredit = invoice.kind === 'credit_note';
  const net = money(line.netMinor, currency);
  return (
    <>
      <Definition
        shape="terms"
        facts={[
          { label: 'What', value: <bdi>{showText(line.description)}</bdi> },
          { label: 'When', value: periodWords(invoice, locale) },
          { label: 'How much', value: sumWords(line, currency, locale) },
          { label: 'Tax', value: taxWords(line, locale) },
        ]}
      />
      <RunningSum
        caption="How the amount is made"
        rows={[
          {
            label: `${quantityText(line, locale)} × ${unitPriceText(line.unitPrice, currency, locale)}`,
            money: net,
          },
          {
            label: isCredit ? 'This credit, before tax' : 'This charge, before tax',
            money: net,
            kind: 'cut',
            strong: true,
          },
        ]}
      />
    </>
  );
}
