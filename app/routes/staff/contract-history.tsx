import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { schemeWords } from '#app/modules/catalog/ui/scheme-words.ts';
import type { ContractFile, ContractVersion, TermDifference } from '#app/modules/contracts/types.ts';
import { differenceWords } from '#app/modules/contracts/ui/difference-words.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { FormProps } from './contract-fields.tsx';
import type { ShownTerms } from './contract-parts.tsx';
import { NameText } from './name-text.tsx';

type Version = Omit<ContractVersion, 'terms'>;
type Compared = { fromNo: number; toNo: number };
type DifferencesProps = ShownTerms & {
  differences: readonly TermDifference[];
  after: ShownTerms['terms'];
  caption: string;
};

/** Every difference of two versions, before beside after. */
export function DifferenceTable({ differences, after, terms, names, locale, currency, caption }: DifferencesProps) {
  const lines = [...after.lines, ...terms.lines];
  const rows = differences.map((found) =>
    differenceWords(found, {
      ...{ names, locale, currency },
      showPrice: (price, unit) => schemeWords(price.scheme, { currency, unit }).join(', '),
      productOf: (lineNo) => lines.find((line) => line.lineNo === lineNo)?.productId,
    }),
  );
  if (rows.length === 0) return <EmptyState>The two versions say the same.</EmptyState>;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'where', head: 'Where', nowrap: true, rowHeader: true, cell: (row) => row.where },
        { key: 'what', head: 'What', cell: (row) => row.what },
        { key: 'before', head: 'Before', cell: (row) => <Value text={row.before} /> },
        { key: 'after', head: 'After', cell: (row) => <Value text={row.after} /> },
      ]}
    />
  );
}

const Value = ({ text }: { text: string }) => (text ? <NameText text={text} /> : <NotApplicable words="nothing" />);

type DecideProps = {
  waiting: { versionNo: number; isMine: boolean };
  may: { decide: boolean };
  result: FormProps;
  version: Version;
  zone: string;
  children: ReactNode;
};

/** The proposal that waits: who wants it, what would change, and for a second person the decision. */
export function DecidePanel({ waiting, may, result, version, zone, children }: DecideProps) {
  return (
    <Panel
      title={`Version ${waiting.versionNo} waits for approval`}
      aside={
        <>
          <NameText text={version.proposedByName} />,{' '}
          <InstantText at={version.proposedAt} zone={zone} show="date-time" />
        </>
      }
    >
      <div className="panel-pad">
        <p>
          It holds from <DateText date={version.holdsFromOn} />.{' '}
          {version.reason && (
            <>
              Why: <NameText text={version.reason} />
            </>
          )}
        </p>
      </div>
      {children}
      <div className="panel-pad">
        {may.decide && !waiting.isMine ? (
          <Form method="post" noValidate className="form-stack">
            <input type="hidden" name="versionNo" value={waiting.versionNo} />
            <TextArea
              name="note"
              label="Note"
              hint="Needed when you send it back."
              optional
              rows={2}
              defaultValue={result.values.note}
              error={result.errors.note}
            />
            <ButtonRow>
              <Button name="intent" value="approve" busy="Approving…">
                Approve
              </Button>
              <Button name="intent" value="send-back" variant="second" busy="Sending back…">
                Send back
              </Button>
            </ButtonRow>
          </Form>
        ) : (
          <p className="text-muted">
            {waiting.isMine
              ? 'You proposed it: somebody else has to decide.'
              : 'A receivables manager, controller or administrator decides.'}
          </p>
        )}
      </div>
    </Panel>
  );
}

const STATES = {
  waiting: { tone: 'warn', icon: 'clock', text: 'Waiting' },
  approved: { tone: 'positive', icon: 'check', text: 'Approved' },
  refused: { tone: 'neutral', icon: 'back', text: 'Sent back' },
} as const;

type VersionsProps = { versions: readonly Version[]; compared: Compared | null; zone: string; children: ReactNode };

/** Every version with who proposed and decided it; two of them can be compared. */
export function VersionsPanel({ versions, compared, zone, children }: VersionsProps) {
  const choices = versions.map(({ versionNo }) => ({ value: String(versionNo), label: `Version ${versionNo}` }));
  return (
    <Panel title="Versions">
      <DataTable
        caption="Versions of the contract"
        rows={versions}
        rowKey={(version) => String(version.versionNo)}
        columns={[
          { key: 'no', head: 'Version', rowHeader: true, nowrap: true, cell: (version) => version.versionNo },
          { key: 'from', head: 'Holds from', nowrap: true, cell: (version) => <DateText date={version.holdsFromOn} /> },
          {
            key: 'proposed',
            head: 'Proposed',
            cell: (version) => (
              <>
                <NameText text={version.proposedByName} />
                <span className="under">
                  <InstantText at={version.proposedAt} zone={zone} show="date-time" />
                </span>
                {version.reason && (
                  <span className="under">
                    <NameText text={version.reason} />
                  </span>
                )}
              </>
            ),
          },
          { key: 'decided', head: 'Decided', cell: (version) => <Decided version={version} zone={zone} /> },
        ]}
      />
      {versions.length > 1 && (
        <div className="panel-pad">
          <FilterBar action="" label="Compare two versions" submitLabel="Compare">
            <Select
              name="from"
              label="From"
              defaultValue={String(compared?.fromNo ?? '')}
              options={[...choices, { value: '0', label: 'Before the first' }]}
            />
            <Select name="to" label="To" defaultValue={String(compared?.toNo ?? '')} options={choices} />
          </FilterBar>
        </div>
      )}
      {versions.length > 1 && children}
    </Panel>
  );
}

function Decided({ version, zone }: { version: Version; zone: string }) {
  const { tone, icon, text } = STATES[version.state];
  return (
    <>
      <Badge tone={tone} icon={icon} flag>
        {text}
      </Badge>
      {version.decidedByName && version.decidedAt && (
        <span className="under">
          <NameText text={version.decidedByName} />, <InstantText at={version.decidedAt} zone={zone} show="date-time" />
        </span>
      )}
      {version.decisionNote && (
        <span className="under">
          <NameText text={version.decisionNote} />
        </span>
      )}
    </>
  );
}

type PapersProps = { files: readonly ContractFile[]; contractId: string; mayWrite: boolean; zone: string };

/** The signed papers; the customer sees them too. */
export function PapersPanel({ files, contractId, mayWrite, zone }: PapersProps) {
  const to = `/staff/contracts/${contractId}/files`;
  return (
    <Panel title="Signed papers" aside={mayWrite ? <Link to={to}>Add or remove</Link> : undefined} pad>
      {files.length === 0 ? (
        <p className="text-muted">None yet.</p>
      ) : (
        <ul className="form-stack">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`${to}/${file.id}`} download>
                <NameText text={file.fileName} />
              </a>
              <span className="under">
                {Math.max(1, Math.round(file.sizeBytes / 1024))} KB, <NameText text={file.byName} />,{' '}
                <InstantText at={file.uploadedAt} zone={zone} show="date-time" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Ending is a change like any other: it waits for a second person. */
export function EndPanel({ values, errors }: FormProps) {
  return (
    <Panel title="End the contract" pad>
      <Disclosure shut="Choose the last day" startOpen={Boolean(errors.endsOn || errors.endReason)}>
        <Form method="post" noValidate>
          <FormStack>
            <DateInput name="endsOn" label="Last day" defaultValue={values.endsOn} error={errors.endsOn} />
            <TextArea name="endReason" label="Why" rows={2} defaultValue={values.endReason} error={errors.endReason} />
            <ButtonRow>
              <Button name="intent" value="end" variant="second" busy="Sending…">
                Send for approval
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Disclosure>
    </Panel>
  );
}
