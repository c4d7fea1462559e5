import { type Currency, minorDigits, minorToDecimal, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { NewPolicy } from '#app/modules/collections/commands/set-policy.server.ts';
import { policyForm } from '#app/modules/collections/forms.ts';
import { REMINDER_GROUPS, type ReminderStage, TONES } from '#app/modules/collections/types.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { STAGE_ROWS } from './policy-rows.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Pick<Awaited<ReturnType<typeof postedFields>>, 'fields' | 'of'>;
/** An amount to show how one is typed, in the decimals of its currency. */
const EXAMPLE = 25n;

/** A policy as it was typed: the figures, and each row of stages that has a day. An empty day leaves the row out. */
export function readPolicy(
  sent: Sent,
  { today, baseCurrency }: { readonly today: PlainDate; readonly baseCurrency: Currency },
): Result<NewPolicy, FormRefusal> {
  const form = parseFields(
    sent.fields.filter(([name]) => !/^(days|tone|group|min)-/.test(name) && name !== 'intent'),
    policyForm,
  );
  const errors: Record<string, string[]> = {};
  const stages: ReminderStage[] = [];
  for (let row = 0; row < STAGE_ROWS; row += 1) {
    const typed = sent.of(`days-${row}`).trim();
    if (typed === '') continue;
    if (!/^-?\d{1,3}$/.test(typed)) {
      errors[`days-${row}`] = ['Enter a whole number of days; a minus for before the due day.'];
      continue;
    }
    const [tone, group] = [TONES.find((one) => one === sent.of(`tone-${row}`)), sent.of(`group-${row}`)];
    const known = REMINDER_GROUPS.find((one) => one === group);
    const min = sent.of(`min-${row}`).trim();
    const parsed = min === '' ? ok(0n) : parseMoney(min, baseCurrency);
    if (!parsed.ok || parsed.value < 0n)
      errors[`min-${row}`] = [`Enter an amount like ${example(baseCurrency)}, or leave it empty.`];
    if (!tone || !known || known === 'none') {
      errors[`tone-${row}`] = ['Choose a tone.'];
      continue;
    }
    stages.push({ group: known, offsetDays: Number(typed), tone, minMinor: parsed.ok ? parsed.value : 0n });
  }
  if (!form.ok) return refuse({ ...form.refusal, fieldErrors: { ...form.refusal.fieldErrors, ...errors } });
  const day = parsePlainDate(form.value.fromOn);
  if (!day.ok || day.value < today) errors.fromOn = ['Choose today or a later day.'];
  if (Object.keys(errors).length > 0 || !day.ok) return refuse(formRefusal({ fieldErrors: errors }));
  return ok({ ...form.value, fromOn: day.value, stages });
}

const example = (code: Currency): string => minorToDecimal(EXAMPLE * 10n ** BigInt(minorDigits(code)), code);
