import type { FormRefusal } from '#app/platform/http/form.server.ts';

/** What the forms of a sending are given. */
export type StepGiven = {
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly result: FormRefusal | undefined;
  readonly now: Date;
  readonly zone: string;
};

/** The words at a field, where this form was the one that was sent. */
export const errorOf = ({ result }: Pick<StepGiven, 'result'>, kind: string, name: string): string[] | undefined =>
  result?.values.kind === kind ? result.fieldErrors[name] : undefined;
export const typedOf = ({ result }: Pick<StepGiven, 'result'>, kind: string, name: string): string =>
  result?.values.kind === kind ? ((result.values[name] as string | undefined) ?? '') : '';

export const EVIDENCE_TYPES = 'image/jpeg,image/png,application/pdf';
