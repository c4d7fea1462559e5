import { Form } from 'react-router';
import { lastUsableWords, methodName } from '#app/modules/autopay/ui/autopay-words.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { AutopayPage } from './autopay-page.server.ts';

/** The cards and accounts kept for later payments: add one, use one first, remove one. */
export function MethodsSection({ page }: { page: AutopayPage }) {
  return (
    <Section title="Payment methods">
      {page.methods.length === 0 ? (
        <EmptyState>
          No card or bank account is kept yet. We never see its number: the payment service keeps it.
        </EmptyState>
      ) : (
        <ul className="plain-list">
          {page.methods.map((method) => (
            <MethodRow key={method.id} method={method} page={page} />
          ))}
        </ul>
      )}
      {page.mayPay && (
        <Form method="post" action="/autopay" className="mt-4">
          <ButtonRow>
            <Button
              name="intent"
              value="add"
              variant={page.methods.length === 0 ? 'primary' : 'second'}
              busy="Opening…"
            >
              Add a card or bank account
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Section>
  );
}

function MethodRow({ method, page }: { method: SavedMethod; page: AutopayPage }) {
  const name = methodName(method);
  const ends = lastUsableWords(method, page.today);
  const isTaken = page.rules.some((rule) => rule.methodId === method.id && rule.state !== 'off');
  return (
    <li className="mb-3">
      <p>
        <strong>{name}</strong>{' '}
        {method.isDefault && (
          <Badge tone="info" icon="card">
            Used first
          </Badge>
        )}{' '}
        {isTaken && (
          <Badge tone="positive" icon="check">
            Autopay
          </Badge>
        )}
        {ends && <span className="under">{ends}</span>}
        {method.state === 'unusable' && (
          <span className="under">{method.stateReason || 'It cannot be used any more.'}</span>
        )}
      </p>
      {page.mayPay && (
        <Form method="post" action="/autopay">
          <input type="hidden" name="method" value={method.id} />
          <ButtonRow>
            {!method.isDefault && method.state === 'active' && (
              <Button name="intent" value="default" variant="quiet" small>
                Use first<span className="sr-only">: {name}</span>
              </Button>
            )}
            <Button name="intent" value="remove" variant="quiet" small>
              Remove<span className="sr-only"> {name}</span>
            </Button>
          </ButtonRow>
        </Form>
      )}
    </li>
  );
}
