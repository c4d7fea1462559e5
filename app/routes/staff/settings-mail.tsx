import { requireStaff } from '#app/guards/require-staff.server.ts';
import { showText } from '#app/kernel/show-text.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-mail.ts';
import { askedMail, MAIL_KINDS } from './mail-asked.server.ts';
import { MAIL_LANGUAGES, MAIL_NAMES } from './mail-words.ts';

const NOBODY = {
  yet: 'No customer has anything such a mail could be about yet.',
  found: 'No customer of this name or number has anything such a mail could be about.',
};

/** Every mail as it would leave for a real customer. Nothing is sent, and no link in it works. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { mail, ...asked } = await askedMail(args.url, moment);
  const { kind, customerId, language, theme } = asked;
  return {
    ...{ asked, kinds: MAIL_KINDS.map((value) => ({ value, label: MAIL_NAMES[value] })) },
    query: new URLSearchParams({ kind, customer: customerId ?? '', language, theme }).toString(),
    mail: mail?.ok
      ? {
          subject: mail.value.subject,
          from: mail.value.from,
          text: mail.value.text,
          optional: Boolean(mail.value.unsubscribe),
        }
      : null,
    why: mail && !mail.ok ? mail.refusal.reason : NOBODY[asked.search ? 'found' : 'yet'],
  };
}

export default function SettingsMail({ loaderData }: Route.ComponentProps) {
  const { asked, kinds, mail, query, why } = loaderData;
  return (
    <>
      <PageTitle title="E-mails" site="Tallystick" />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="E-mails"
        facts={<span>As they would leave now. Nothing is sent from here, and no link works.</span>}
      />
      <div className="staff-stack">
        <FilterBar action="/staff/settings/mail" label="Which mail to show">
          <Select name="kind" label="Mail" defaultValue={asked.kind} options={kinds} />
          <TextInput name="q" label="Find a customer" size="medium" defaultValue={asked.search ?? ''} />
          <Select
            name="customer"
            label="Customer"
            defaultValue={asked.customerId ?? ''}
            options={asked.customers.map(({ id, number, name }) => ({
              value: id,
              label: `${showText(name)}, ${number}`,
            }))}
          />
          <Select
            name="language"
            label="Language"
            size="short"
            defaultValue={asked.language}
            options={[...MAIL_LANGUAGES]}
          />
          <Select
            name="theme"
            label="Look"
            size="short"
            defaultValue={asked.theme}
            options={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </FilterBar>
        {mail ? <Shown mail={mail} query={query} /> : <EmptyState>{why}</EmptyState>}
      </div>
    </>
  );
}

type Mail = NonNullable<Route.ComponentProps['loaderData']['mail']>;

function Shown({ mail, query }: { mail: Mail; query: string }) {
  return (
    <>
      <Panel title="Envelope" pad>
        <Definition
          shape="terms"
          facts={[
            { key: 'subject', label: 'Subject', value: <bdi>{mail.subject}</bdi> },
            { key: 'from', label: 'From', value: <bdi>{mail.from}</bdi> },
            {
              key: 'stop',
              label: 'Can be declined',
              value: mail.optional ? 'Yes, by the reader in one click' : 'No, it is always sent',
            },
          ]}
        />
      </Panel>
      <Panel title="As mail programs show it">
        <iframe className="mail-frame" title="The mail" src={`/staff/settings/mail/part.html?${query}`} sandbox="" />
      </Panel>
      <Panel title="As plain text" pad>
        <pre className="mail-text" dir="auto">
          {mail.text}
        </pre>
      </Panel>
    </>
  );
}
