import { money } from '#app/kernel/money.ts';
import type { ExplainedAs, StatementProof } from '#app/modules/banking/queries/statement-proof.server.ts';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LINK_KINDS } from './bank-link-words.ts';

/** Opening, what the lines make of it, closing: the three figures that must agree. */
export function ProofFigures({ proof }: { proof: StatementProof }) {
  const { currency, openingMinor, closingMinor } = proof.statement;
  const given = (minor: bigint | null) =>
    minor === null ? 'Not given' : <MoneyText money={money(minor, currency)} style="bare" />;
  const lines = proof.explainedMinor + proof.waitingMinor + proof.skippedMinor;
  return (
    <Figures
      figures={[
        { label: `Opening, ${currency}`, value: given(openingMinor), empty: openingMinor === null, large: true },
        {
          label: `${proof.statement.lineCount} lines`,
          value: <MoneyText money={money(lines, currency)} style="bare" />,
          large: true,
        },
        { label: `Closing, ${currency}`, value: given(closingMinor), empty: closingMinor === null, large: true },
        { label: 'Explained', value: <MoneyText money={money(proof.explainedMinor, currency)} style="bare" /> },
        { label: 'To explain', value: <MoneyText money={money(proof.waitingMinor, currency)} style="bare" /> },
      ]}
    />
  );
}

type Share = { readonly state: BankLineState; readonly sizeMinor: bigint };

/** What is proven, in a sentence, over a bar made of the lines. */
export function ProofWords({ proof, shares }: { proof: StatementProof; shares: readonly Share[] }) {
  const { explainedCount, waitingCount, parkedCount, skippedCount, differenceMinor, statement } = proof;
  const counted = explainedCount + waitingCount;
  return (
    <Panel title={`${explainedCount} of ${counted} lines explained`} aside={<Verdict proof={proof} />} pad>
      <div className="flex flex-col gap-3">
        <LinesBar shares={shares} />
        <p>
          {waitingCount - parkedCount} open, {parkedCount} put aside.
          {skippedCount > 0 && ` ${skippedCount} came in an earlier file and count there.`}
          {differenceMinor === null &&
            ' The bank gave no opening or no closing balance, so nothing proves that no line is missing.'}
          {differenceMinor !== null && differenceMinor !== 0n && (
            <>
              {' '}
              Opening and lines miss the closing balance by{' '}
              <MoneyText money={money(differenceMinor, statement.currency)} style="code" />: a line may be missing.
            </>
          )}
        </p>
        <p className="text-muted">
          Matched is not reconciled: a line is matched once we say what it is; the statement is reconciled once every
          line is and opening plus lines is closing.
        </p>
      </div>
    </Panel>
  );
}

function Verdict({ proof: { differenceMinor, waitingCount } }: { proof: StatementProof }) {
  if (differenceMinor !== null && differenceMinor !== 0n)
    return (
      <Badge tone="warn" icon="info">
        Does not add up
      </Badge>
    );
  if (waitingCount > 0)
    return (
      <Badge tone="info" icon="ring">
        Not reconciled yet
      </Badge>
    );
  return differenceMinor === null ? (
    <Badge tone="neutral" icon="info">
      Every line explained
    </Badge>
  ) : (
    <Badge tone="positive" icon="check">
      Reconciled
    </Badge>
  );
}

const WHOLE = 10_000n;
const DRAWN: Readonly<Record<BankLineState, string>> = {
  ...{ explained: 'draw-settled', parked: 'draw-now', asked: 'draw-now', open: 'draw-open', skipped: 'draw-open' },
};

/** One piece for each line, as wide as its amount; the words beside it say the same. */
function LinesBar({ shares }: { shares: readonly Share[] }) {
  const whole = shares.reduce((sum, one) => sum + one.sizeMinor, 0n);
  if (whole === 0n) return null;
  let before = 0n;
  return (
    <svg className="share-bar" width="100%" height="10" aria-hidden="true">
      {shares.map(({ state, sizeMinor }, index) => {
        const at = Number((before * WHOLE) / whole) / 100;
        before += sizeMinor;
        const end = Number((before * WHOLE) / whole) / 100;
        const gap = shares.length > 1 ? Math.min(0.3, (end - at) / 4) : 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one drawing, in the bank's order
          <rect key={index} className={DRAWN[state]} x={`${at}%`} y="1" width={`${end - at - gap}%`} height="8" />
        );
      })}
    </svg>
  );
}

export function ByKind({ proof }: { proof: StatementProof }) {
  const { currency } = proof.statement;
  return (
    <Panel title="How they are explained">
      <DataTable<ExplainedAs>
        caption="Explained lines by what they are"
        rows={proof.byKind}
        rowKey={({ kind }) => kind}
        columns={[
          { key: 'kind', head: 'As', rowHeader: true, cell: ({ kind }) => LINK_KINDS[kind].many },
          { key: 'posts', head: 'In the books', cell: ({ kind }) => LINK_KINDS[kind].posts },
          { key: 'parts', head: 'Parts', numeric: true, cell: ({ parts }) => parts },
          {
            key: 'sum',
            head: `Sum, ${currency}`,
            numeric: true,
            cell: ({ sumMinor }) => <MoneyText money={money(sumMinor, currency)} style="bare" />,
          },
        ]}
      />
    </Panel>
  );
}
