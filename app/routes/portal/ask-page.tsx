import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { askHrefOf, questionHref } from './dispute-address.ts';
import { DisputeForm } from './dispute-form.tsx';
import type { askPage } from './dispute-page.server.ts';
import type { AskAgain } from './dispute-raise.server.ts';
import { invoiceHrefOf } from './invoice-href.ts';
import { QuestionForm } from './question-form.tsx';
import { WhatHappens } from './what-happens.tsx';

type AskPageProps = {
  page: Awaited<ReturnType<typeof askPage>>;
  again: Omit<AskAgain, 'status'> | undefined;
};

/** The page on which one says what is wrong with an invoice, or asks about it; the same signed in and by a link. */
export function AskPage({ page, again }: AskPageProps) {
  const { invoice, isQuestion, root, company, from } = page;
  const href = askHrefOf(root, invoice.id);
  const errors = again?.refusal.fieldErrors ?? {};
  const values = (again?.refusal.values ?? {}) as Record<string, string>;
  const hasErrors = Boolean(again && !again.found);
  const title = isQuestion ? 'Ask a question' : 'Tell us what is wrong';
  const form = { idempotencyKey: page.key, lines: invoice.lines, from, errors, values };
  const line = from === null ? {} : { line: from };
  return (
    <>
      <PageTitle title={`${title}: invoice ${invoice.number}`} site={company} hasErrors={hasErrors} />
      {again && <ErrorSummary {...again.refusal} />}
      <BackLink to={invoiceHrefOf(root, invoice.id)}>Invoice {invoice.number}</BackLink>
      <PortalTitle
        title={title}
        under={
          <>
            About invoice <span className="reference">{invoice.number}</span>. Nothing is charged by this.
          </>
        }
      />
      {isQuestion ? (
        <QuestionForm {...form} disputeHref={line.line === undefined ? href : `${href}&line=${line.line}`} />
      ) : (
        <DisputeForm
          {...form}
          reasons={page.reasons}
          currency={invoice.currency}
          wholeMinor={invoice.wholeMinor}
          isOpen={invoice.isOpen}
          mayPay={page.mayPay}
          paysFirst={page.paysFirst}
          today={page.today}
          questionHref={questionHref(href, line)}
          found={again?.found ? <Found found={again.found} currency={invoice.currency} /> : undefined}
        />
      )}
      <WhatHappens isQuestion={isQuestion} {...invoice} answer={<AnswerBy page={page} />} />
      <HelpLink page="asking-and-disputing" />
    </>
  );
}

function AnswerBy({ page }: Pick<AskPageProps, 'page'>) {
  return (
    <>
      <b>You hear from us</b> within {page.answerHours} working hours: by{' '}
      <DateText date={dateInZone(page.answerBy, page.zone)} weekday today={page.today} />.
    </>
  );
}

/** Money we have that may be what somebody paid: often it is there and only not set against this invoice. */
function Found({ found, currency }: { found: NonNullable<AskAgain['found']>; currency: Currency }) {
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <div className="gap-part" role="status">
      <Note>
        <p>
          <b>Is it one of these?</b> We received:
        </p>
        <ul className="grid gap-2">
          {found.receipts.map(({ id, number, amountMinor, on, covers }) => (
            <li key={id}>
              <Link className="inline-block min-h-6" to={`/payments/${id}`}>
                {number}: {words(amountMinor)}
              </Link>{' '}
              on <DateText date={on as PlainDate} />,{' '}
              {covers.length === 0 ? 'not set against an invoice yet' : `set against ${covers.join(', ')}`}
            </li>
          ))}
        </ul>
        <p>If one of them is yours for this invoice, say so below. Your words are kept.</p>
      </Note>
    </div>
  );
}
