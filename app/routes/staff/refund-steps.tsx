import { Form } from 'react-router';
import type { Refund } from '#app/modules/adjustments/types.ts';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type WayOn = {
  readonly step: 'cancelled' | 'paid' | 'failed';
  readonly shut: string;
  readonly button: string;
  readonly needsReason: boolean;
};

/** What a person may say of a refund now: nothing while the processor speaks. */
export function waysOn(refund: Pick<Refund, 'step' | 'method'>): WayOn[] {
  if (refund.step === 'approved')
    return [
      { step: 'cancelled', shut: 'Cancel this refund', button: 'Cancel it; the credit comes back', needsReason: true },
    ];
  if (refund.method === 'original') return [];
  const paid: WayOn = { step: 'paid', shut: 'The bank paid it', button: 'Mark as paid', needsReason: false };
  const failed: WayOn = {
    step: 'failed',
    shut: 'It did not arrive',
    button: 'Mark as failed; the credit comes back',
    needsReason: true,
  };
  return refund.step === 'sent' ? [paid, failed] : refund.step === 'paid' ? [failed] : [];
}

/** The buttons for it, each with why. */
export function StepForms({ refund, errors }: { refund: Refund; errors: Readonly<Record<string, readonly string[]>> }) {
  const ways = waysOn(refund);
  if (ways.length === 0) return null;
  return (
    <Panel title="What happened to it" pad>
      {ways.map((way) => (
        <Disclosure key={way.step} shut={way.shut} startOpen={Boolean(errors[`reason-${way.step}`])}>
          <Form method="post" noValidate>
            <FormStack>
              {way.needsReason && (
                <TextInput
                  name={`reason-${way.step}`}
                  label="Why"
                  error={errors[`reason-${way.step}`]}
                  autoComplete="off"
                />
              )}
              <Button small variant="second" name="intent" value={way.step} busy="Saving…">
                {way.button}
              </Button>
            </FormStack>
          </Form>
        </Disclosure>
      ))}
    </Panel>
  );
}
