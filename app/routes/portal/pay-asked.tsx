import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, type Money, money } from '#app/kernel/money.ts';
import type { PayLimit } from '#app/modules/auth/types.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Card } from '#app/ui/panel.tsx';

export type ShownAsk = {
  readonly id: string;
  readonly askedByName: string;
  readonly note: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
};

export const isAbove = (alone: PayLimit | null, total: Money): alone is PayLimit =>
  alone !== null && total.minor > 0n && (alone.currency !== total.currency || total.minor > alone.minor);

/** Whose payment this is, above the review of the one who releases it. */
export function AskedNote({ asked }: { asked: ShownAsk }) {
  const locale = useLocale();
  return (
    <Note>
      <bdi>{asked.askedByName}</bdi> asked you to pay {formatMoney(money(asked.amountMinor, asked.currency), locale)}.
      {asked.note && (
        <>
          {' '}
          They wrote: <bdi>{asked.note}</bdi>
        </>
      )}
    </Note>
  );
}

type AskCardProps = { total: Money; alone: PayLimit; backHref: string };

/** In the place of the card that pays: this is more than the person may pay alone. */
export function AskCard({ total, alone, backHref }: AskCardProps) {
  const locale = useLocale();
  return (
    <div className="gap-part">
      <Card label="Ask an approver">
        <p className="prose">
          You can pay up to {formatMoney(money(alone.minor, alone.currency), locale)} yourself. This is more, so an
          approver of your company pays it. We tell them by e-mail; nothing is taken now.
        </p>
        <div className="mt-4">
          <TextArea name="note" label="A word to the approver" hint="If you like." rows={2} />
        </div>
        <div className="mt-4">
          <ButtonRow>
            <Button name="intent" value="pay" busy="Asking…">
              Ask for {formatMoney(total, locale)} to be paid
            </Button>
            <LinkButton to={backHref} variant="quiet">
              Go back, ask nothing
            </LinkButton>
          </ButtonRow>
        </div>
      </Card>
    </div>
  );
}
