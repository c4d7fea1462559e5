import { NOT_ELIGIBLE_WORDS } from '#app/modules/payment-plans/ui/plan-words.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { mailTo } from './mail-to.ts';
import type { PlanPage } from './plan-page.server.ts';

/** Nothing to spread, or nothing that can be: why, and what to do instead. */
export function NoPlans({ page }: { page: PlanPage }) {
  const { choices, company, help } = page;
  const waits = choices?.notEligible ?? [];
  return (
    <>
      <PageTitle title="Spread what you owe" site={company} />
      <BackLink to="/">What you owe</BackLink>
      <PortalTitle
        title="Spread what you owe"
        under={
          choices && choices.policy === null
            ? `There are no payment plans in ${choices.currency} here. Write to us, and we look for a way together.`
            : 'There is nothing that a payment plan could be made of now.'
        }
      />
      {waits.length > 0 && (
        <Section title="Why not">
          <ul className="prose">
            {waits.map((item) => (
              <li key={item.itemId}>
                <span className="reference">{item.number}</span>: {NOT_ELIGIBLE_WORDS[item.because]}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div className="gap-part">
        <ButtonRow>
          {help.email && (
            <LinkButton download to={mailTo(help.email, 'Paying in parts')} variant="second">
              Ask us about it
            </LinkButton>
          )}
          <LinkButton to="/plans" variant="quiet">
            Your payment plans
          </LinkButton>
        </ButtonRow>
      </div>
    </>
  );
}
