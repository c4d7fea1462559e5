import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { disputeRefusalWords } from '#app/modules/disputes/forms.ts';
import type { DisputeRefusal } from '#app/modules/disputes/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import type { DecisionEffect } from './dispute-effect.ts';

export type DisputeWho = { readonly actor: Actor; readonly moment: Moment; readonly company: Company };
export type DisputeActed = Result<
  { readonly told: string; readonly to?: string },
  FormRefusal & { readonly effect?: DecisionEffect | undefined }
>;

/** Why it was not done, in a sentence. */
export const sayRefusal = (refusal: DisputeRefusal, { company }: Pick<DisputeWho, 'company'>): string =>
  disputeRefusalWords(refusal, { currency: company.baseCurrency, locale: company.locale }).text;

/** A small act as its form was sent: how it is done, or why it cannot be, and where that is said (null: for the form as a whole). */
export type SmallAct = {
  readonly run: ((tx: Tx) => Promise<Result<unknown, DisputeRefusal>>) | string;
  readonly told: string;
  readonly field: string | null;
};
