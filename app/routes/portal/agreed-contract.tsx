import type { PlainDate } from '#app/kernel/plain-date.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import type { SeenContract, SeenLine } from '#app/modules/contracts/queries/customer-contracts.server.ts';
import { CYCLE_WORDS } from '#app/modules/contracts/ui/contract-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { OutsideText } from './outside-text.tsx';

type Line = SeenLine & { nextOn: PlainDate | null };
export type ShownContract = Omit<SeenContract, 'lines'> & { lines: readonly Line[]; hasEnded: boolean };

/** A contract as its customer reads it: lines with prices, and the signed papers. */
export function AgreedContract({ contract }: { contract: ShownContract }) {
  const { number, title, startsOn, endsOn, hasEnded, lines, files } = contract;
  return (
    <Section
      title={
        <>
          <OutsideText text={title} /> <span className="reference">{number}</span>
        </>
      }
    >
      <p className="text-muted">
        {hasEnded ? 'Ended. ' : ''}From <DateText date={startsOn} />
        {endsOn ? (
          <>
            {' '}
            to <DateText date={endsOn} />
          </>
        ) : (
          ', until one of us ends it'
        )}
        .
      </p>
      <LineTable contract={contract} lines={lines} />
      {files.length > 0 && (
        <ul className="grid gap-2">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`/files/contracts/${file.id}`} download>
                <OutsideText text={file.fileName} />
              </a>{' '}
              <span className="text-muted">{Math.max(1, Math.round(file.sizeBytes / 1024))} KB</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LineTable({ contract, lines }: { contract: ShownContract; lines: readonly Line[] }) {
  return (
    <DataTable
      caption={`What is billed under ${contract.number}`}
      cards
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHeader: true,
          cell: (line) => (
            <>
              <OutsideText text={line.description} />
              {line.siteName && (
                <span className="under">
                  <OutsideText text={line.siteName} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'billed',
          head: 'Billed',
          cell: (line) => (
            <>
              {CYCLE_WORDS[line.cycle]}
              {line.quantity !== null && `, ${line.quantity} ${line.unit}`}
              <span className="under">{line.timing === 'advance' ? 'in advance' : 'afterwards'}</span>
            </>
          ),
        },
        {
          key: 'price',
          head: `Price, ${contract.currency}`,
          cell: (line) => <Prices line={line} contract={contract} />,
        },
        {
          key: 'next',
          head: 'Next billed',
          nowrap: true,
          cell: (line) =>
            line.nextOn ? <DateText date={line.nextOn} /> : <NotApplicable words="not billed any more" />,
        },
      ]}
    />
  );
}

function Prices({ line, contract }: { line: Line; contract: ShownContract }) {
  if (line.prices.length === 0) return <NotApplicable words="none at present" />;
  return line.prices.map((price) => (
    <span key={`${price.listName ?? ''} ${price.fromOn}`} className="block">
      <SchemeText scheme={price.scheme} currency={contract.currency} unit={line.unit} />
      <span className="under">
        from <DateText date={price.fromOn} />
        {price.toOn && (
          <>
            {' '}
            to <DateText date={price.toOn} />
          </>
        )}
        {price.listName !== null && ', our price list'}
      </span>
    </span>
  ));
}
