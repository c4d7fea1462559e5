import { Link } from 'react-router';
import type { AutomaticKind, FileRefused, InboundMail } from '#app/modules/inbox/types.ts';
import { Definition } from '#app/ui/definition.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const AUTOMATIC: Readonly<Record<AutomaticKind, string>> = {
  ...{ '': '', reply: 'Sent by a program: an automatic reply', loop: 'Our own mail, come back' },
  ...{ bounce: 'Undeliverable mail', list: 'From a mailing list' },
};
const REFUSED: Readonly<Record<FileRefused, string>> = {
  kind: 'not taken: neither a PDF, a PNG, JPEG or WebP picture nor rows of a payment, or its name says another kind',
  size: 'not taken: larger than 10 MB',
  host: 'not taken: it did not lie with the mail service',
  gone: 'not taken: the mail service no longer has it',
  count: 'not taken: a mail brings at most 20 files',
};

type Sender = Pick<InboundMail, 'fromAddress' | 'fromName' | 'automatic'>;

/** Who a mail says it is from, and whether a program sent it. */
export function SenderText({ fromAddress, fromName, automatic }: Sender) {
  return (
    <>
      <NameText text={fromName || fromAddress || 'nobody'} />
      {fromName && <span className="under wrap-anywhere">{fromAddress}</span>}
      {automatic && <span className="under">{AUTOMATIC[automatic]}</span>}
    </>
  );
}

/** What the sender wrote, what they quoted folded below it, and the files. Text only: nothing in it can act. */
export function MailText({ mail }: { mail: InboundMail }) {
  return (
    <Panel title="What it says" pad>
      {mail.automatic && <p className="text-muted">{AUTOMATIC[mail.automatic]}. It gets no answer by itself.</p>}
      <p className="whitespace-pre-line wrap-anywhere" dir="auto">
        {mail.body || 'This mail holds no text.'}
      </p>
      {mail.quoted && (
        <Disclosure shut="Show what is quoted" open="Hide what is quoted">
          <p className="whitespace-pre-line wrap-anywhere text-muted" dir="auto">
            {mail.quoted}
          </p>
        </Disclosure>
      )}
      {mail.files.length > 0 && (
        <>
          <h3>Files</h3>
          <ul className="plain-list">
            {mail.files.map((file) => (
              <li key={file.fileNo} className="wrap-anywhere">
                {file.refused ? file.name : <a href={`/staff/inbox/${mail.id}/files/${file.fileNo}`}>{file.name}</a>}
                <span className="under">
                  {file.refused ? REFUSED[file.refused] : `${Math.ceil(file.sizeBytes / 1_024)} kB`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** Where a mail stands, once that is decided. */
export function MailStands({ mail }: { mail: InboundMail }) {
  const { place, dismissal } = mail;
  if (dismissal)
    return (
      <Panel title="Set aside" pad>
        <p className="wrap-anywhere">{dismissal.reason}</p>
        <p className="text-muted">{dismissal.byName}</p>
      </Panel>
    );
  if (!place) return null;
  const where =
    place.subjectKind === 'customer'
      ? { to: `/staff/customers/${place.customerId}?tab=timeline`, words: 'Timeline of the customer' }
      : place.subjectKind === 'invoice'
        ? { to: `/staff/invoices/${place.subjectId}`, words: `Invoice ${place.invoiceNumber ?? ''}` }
        : { to: `/staff/disputes/${place.subjectId}`, words: 'Dispute or question' };
  return (
    <Panel title="Placed" pad>
      <Definition
        facts={[
          {
            label: 'Customer',
            value: (
              <Link to={`/staff/customers/${place.customerId}`}>
                <NameText text={place.customerName} />
              </Link>
            ),
          },
          { label: 'Belongs to', value: <Link to={where.to}>{where.words}</Link> },
          { label: 'By', value: place.how === 'address' ? 'the address it was sent to' : place.byName },
          ...(place.reason ? [{ label: 'Why', value: place.reason }] : []),
        ]}
      />
    </Panel>
  );
}
