import { Link } from 'react-router';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { EinvoiceEvent, EinvoiceFile, EinvoiceStep } from '#app/modules/einvoices/types.ts';
import { PROFILE_NAMES, STEP_WORDS, validationText } from '#app/modules/einvoices/ui/profile-words.ts';
import { type BadgeContent, Badges } from '#app/ui/badge.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StoryByDay } from '#app/ui/story.tsx';
import type { EinvoiceRow } from '#app/workflows/einvoice-board.server.ts';
import { Doing, type DoingProps } from './einvoice-doing.tsx';
import { NameText } from './name-text.tsx';

type Props = Omit<DoingProps, 'name'> & { isWanted: boolean };

const FAULTS_SHOWN = 20;

/** One format of an invoice: what is missing, what can be said of the file, what became of it, and what can be done. */
export function EinvoicePanelOf({ row, invoiceId, isWanted, zone, now, maySend, errors, value }: Props) {
  const { profile, file, before, missing, validation } = row;
  const name = PROFILE_NAMES[profile];
  return (
    <Panel title={name} aside={isWanted ? 'This customer’s format' : undefined} pad>
      {file && (
        <p className="pb-3">
          <Badges badges={[{ ...LOOKS[file.state], text: STEP_WORDS[file.state] }]} />
        </p>
      )}
      <EinvoiceMissing missing={missing} />
      <p className="prose pb-3">{validationText(validation)}</p>
      {validation.faults.length > 0 && missing.length === 0 && (
        <ul className="prose">
          {validation.faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <li key={`${fault.rule} ${fault.where} ${fault.sentence}`}>
              <span className="reference">{fault.rule}</span>, {fault.where}: <NameText text={fault.sentence} />
            </li>
          ))}
        </ul>
      )}
      {[...(file ? [file] : []), ...before].map((one) => (
        <FileStory key={one.documentId} file={one} zone={zone} />
      ))}
      <Doing {...{ row, invoiceId, zone, now, maySend, errors, value }} name={name} />
    </Panel>
  );
}

const LOOKS: Readonly<Record<EinvoiceStep, Pick<BadgeContent, 'tone' | 'icon'>>> = {
  made: { tone: 'neutral', icon: 'info' },
  sent: { tone: 'info', icon: 'info' },
  accepted: { tone: 'positive', icon: 'check' },
  rejected: { tone: 'danger', icon: 'block' },
  cancelled: { tone: 'warn', icon: 'block' },
};

/** What must be said before an e-invoice can be made, each with the page on which to say it. */
export function EinvoiceMissing({ missing }: { missing: EinvoiceRow['missing'] }) {
  if (missing.length === 0) return null;
  return (
    <Note tone="warn">
      Before an e-invoice can be made of it, say:
      <ul>
        {missing.map((one) => (
          <li key={one.field}>
            <Link to={one.fix}>{one.field}</Link>. {one.sentence}
          </li>
        ))}
      </ul>
    </Note>
  );
}

const wordsOf = ({ reference, reason, byName }: EinvoiceEvent): string =>
  [reference && `Reference ${reference}`, reason, byName].filter(Boolean).join('. ');

function FileStory({ file, zone }: { file: EinvoiceFile; zone: string }) {
  const days = Map.groupBy([...file.events].reverse(), (event) => dateInZone(event.happenedAt, zone));
  return (
    <div className="pt-3">
      {file.attemptNo > 1 && <p className="text-muted">Attempt {file.attemptNo}</p>}
      <StoryByDay
        days={[...days].map(([day, events]) => ({
          key: day,
          day: <DateText date={day} weekday />,
          entries: events.map((event) => ({
            key: event.step,
            when: <InstantText at={event.happenedAt} zone={zone} show="time" />,
            what: STEP_WORDS[event.step],
            detail: <NameText text={wordsOf(event)} />,
          })),
        }))}
      />
    </div>
  );
}
