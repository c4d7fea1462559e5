import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { knownCurrencies } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getInbound } from '#app/modules/inbox/queries/get-inbound.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/inbox-mail.ts';
import { decideMail } from './inbox-act.server.ts';
import { adviceOfMail } from './inbox-advice.server.ts';
import { MailAdviceForm } from './inbox-advice.tsx';
import { MailForms } from './inbox-forms.tsx';
import { MailStands, MailText, SenderText } from './inbox-parts.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const id = parseId<Id<'mail'>>(args.params.id);
  const mail = foundOr404(id && (await getInbound(staffDb(), id)), 'mail');
  return {
    ...{ mail, zone: company.timeZone, mayDo: mayStaff(user.role, 'timeline.write') },
    ...{ mayAdvise: mayStaff(user.role, 'bank.match'), currencies: knownCurrencies(), currency: company.baseCurrency },
  };
}

/** It is placed, set aside, or taken as remittance advice. */
export async function action(args: Route.ActionArgs) {
  const staff = await requireStaff(args, 'timeline.write');
  const mailId = foundOr404(parseId<Id<'mail'>>(args.params.id), 'mail');
  const sent = await postedFields(args.request);
  if (sent.intent === 'advice') {
    const kept = await adviceOfMail(staff, { mailId, fields: sent.fields });
    if (!kept.ok) return data({ ...kept.refusal, intent: sent.intent }, 422);
    return redirectWithFlash(kept.value, 'The advice was read and kept. The mail itself still waits to be placed.');
  }
  const done = await decideMail(staff, { mailId, sent });
  return done.ok ? redirectWithFlash('/staff/inbox', done.value) : data({ ...done.refusal, intent: sent.intent }, 422);
}

export default function InboxMail({ loaderData, actionData }: Route.ComponentProps) {
  const { mail, zone, mayDo, mayAdvise, currencies, currency } = loaderData;
  const waits = mail.state === 'waiting' && mayDo;
  const subject = mail.subject || 'No subject';
  return (
    <>
      <PageTitle title={subject} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/inbox">Inbox</BackLink>
      <PageHead
        title={<span className="wrap-anywhere">{subject}</span>}
        facts={<InstantText at={mail.heardAt} zone={zone} />}
      />
      <div className="staff-stack">
        <Panel title="Who and to whom" pad>
          <Definition
            shape="terms"
            facts={[
              { label: 'Says it is from', value: <SenderText {...mail} /> },
              { label: 'To', value: <span className="wrap-anywhere">{mail.toAddresses.join(', ')}</span> },
            ]}
          />
        </Panel>
        <MailText mail={mail} />
        <MailStands mail={mail} />
        {waits && <MailForms mail={mail} result={actionData ?? null} />}
        {waits && mayAdvise && (
          <MailAdviceForm mail={mail} currencies={currencies} currency={currency} result={actionData ?? null} />
        )}
      </div>
    </>
  );
}
