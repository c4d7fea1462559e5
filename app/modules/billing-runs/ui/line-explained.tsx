import type { ReactNode } from 'react';
import { type Currency, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { Definition } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { explainLine, type LineToExplain } from '../rules/explain-line.ts';

type LineExplainedProps = { line: LineToExplain; currency: Currency };

/** How a charge came about: what was used, by which price, which tax, and against the last invoice. The sum is the charge. */
export function LineExplained({ line, currency }: LineExplainedProps) {
  const locale = useLocale();
  const { what, when, used, usedMore, sum, whyThisPrice, tax, comparedWithLast } = explainLine(line, {
    locale,
    currency,
  });
  return (
    <>
      <Definition
        shape="terms"
        facts={[
          { label: 'What', value: <bdi>{showText(what)}</bdi> },
          { label: 'When', value: when },
          ...(used.length > 0
            ? [
                {
                  label: 'What was used',
                  value: (
                    <ul>
                      {used.map(({ text, quantity }, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: deliveries have no other name here
                        <li key={index}>
                          {showText(text)}: <span className="figure">{quantity}</span>
                        </li>
                      ))}
                      {usedMore > 0 && <li>and {usedMore} more</li>}
                    </ul>
                  ),
                },
              ]
            : []),
          { label: 'Why this price', value: whyThisPrice.join(' ') },
          { label: 'Tax', value: tax },
          { label: 'Compared with last time', value: comparedWithLast },
        ]}
      />
      <RunningSum
        caption="How the amount is made"
        rows={[
          ...sum.map(({ text, under, minor }, index) => ({
            key: String(index),
            label: text,
            under: under || undefined,
            money: money(minor, currency),
          })),
          {
            label: 'This charge, before tax',
            money: money(line.netMinor, currency),
            kind: 'cut' as const,
            strong: true,
          },
        ]}
      />
    </>
  );
}

type ExplainableLine = LineToExplain & { readonly lineNo: number };

/** The explanations of a document's lines by line number, for the parts that draw the lines. */
export const explainedByLine = (
  lines: readonly ExplainableLine[],
  currency: Currency,
): ReadonlyMap<number, ReactNode> =>
  new Map(lines.map((line) => [line.lineNo, <LineExplained key={line.lineNo} line={line} currency={currency} />]));
