import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import type { Fact } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { deciderWords, EFFECT_WORDS, evidencePath, roleWords, STATE_WORDS, whyHere } from './approval-words.ts';
import { NameText } from './name-text.tsx';

type FactsOf = { approval: Approval; customerName: string | null; zone: string; baseCurrency: Currency };

/** What, how much, why, who, what follows, under which rule, and what became of it. */
export function useApprovalFacts({ approval, customerName, zone, baseCurrency }: FactsOf): Fact[] {
  const locale = useLocale();
  const path = evidencePath(approval);
  const { amountMinor, baseMinor, currency, payload } = approval;
  const isForeign = baseMinor !== null && currency !== baseCurrency;
  return [
    ...(amountMinor !== null && currency
      ? [
          {
            label: 'How much',
            value: (
              <>
                <MoneyText money={money(amountMinor, currency as Currency)} style="code" />
                {isForeign && <span className="under">{formatMoney(money(baseMinor, baseCurrency), locale)}</span>}
              </>
            ),
          },
        ]
      : []),
    ...changeFacts(payload),
    { label: 'Why', value: <NameText text={approval.reason} /> },
    {
      label: 'Asked by',
      value: (
        <>
          <NameText text={approval.requestedByName} />, {roleWords(approval.requestedRole).toLowerCase()}
          <span className="under">
            <InstantText at={approval.requestedAt} zone={zone} />
          </span>
        </>
      ),
    },
    ...(customerName && approval.customerId
      ? [
          {
            label: 'Customer',
            value: (
              <Link to={`/staff/customers/${approval.customerId}`}>
                <NameText text={customerName} />
              </Link>
            ),
          },
        ]
      : []),
    ...(path && approval.subjectKind !== 'customer'
      ? [{ label: 'Evidence', value: <Link to={path}>What it is about</Link> }]
      : []),
    { label: 'If approved', value: EFFECT_WORDS[approval.kind] },
    {
      label: 'The rule, as it was then',
      value: (
        <>
          {whyHere(approval, { locale, baseCurrency })}
          {deciderWords(approval.rule, { locale, baseCurrency }).map(({ role, text }) => (
            <span className="under" key={role}>
              {role} approves {text}
            </span>
          ))}
        </>
      ),
    },
    ...decisionFacts(approval, zone),
  ];
}

/** before → after, where a request carries both (bank details). */
function changeFacts(payload: unknown): Fact[] {
  const { shown } = (payload ?? {}) as { shown?: { label: string; before: string; after: string }[] };
  return (Array.isArray(shown) ? shown : []).map(({ label, before, after }) => ({
    label,
    value: (
      <>
        <NameText text={before || 'none'} /> → <strong>{<NameText text={after || 'none'} />}</strong>
      </>
    ),
  }));
}

function decisionFacts({ state, decidedAt, ...approval }: Approval, zone: string): Fact[] {
  if (state === 'waiting' || !decidedAt) return [];
  const { text, path } = (approval.effect ?? {}) as { text?: string; path?: string | null };
  return [
    {
      label: STATE_WORDS[state],
      value: (
        <>
          by <NameText text={approval.decidedByName ?? ''} />
          {approval.decidedForName && (
            <>
              {' '}
              for <NameText text={approval.decidedForName} />
            </>
          )}
          , <InstantText at={decidedAt} zone={zone} />
          {approval.decisionNote && (
            <span className="under">
              <NameText text={approval.decisionNote} />
            </span>
          )}
        </>
      ),
    },
    ...(text ? [{ label: 'What was done', value: path ? <Link to={path}>{text}</Link> : text }] : []),
  ];
}
