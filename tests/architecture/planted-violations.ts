/**
 * Imports that must be refused, each with the rule that must refuse it, and imports that must pass. The files exist only
 * in a temporary tree. A file stands in one entry only, so that a report names one cause.
 */
export type PlantedImport = { from: string; to: string; typeOnly?: boolean };
export type PlantedViolation = PlantedImport & { rule: string };

export const PLANTED_PACKAGES = {
  declared: [
    '@myriaddreamin/typst-ts-node-compiler',
    '@node-rs/argon2',
    'kysely',
    'lucia',
    'otpauth',
    'pg',
    'pg-boss',
    'react-email',
    'react-router',
    'resend',
    'stripe',
    'zod',
  ],
  development: ['fast-check'],
  undeclared: ['came-by-chance'],
};

const refused = (rule: string, imports: PlantedImport[]): PlantedViolation[] =>
  imports.map((planted) => ({ rule, ...planted }));

/** The target of a file that imports nothing. */
export const NOTHING = '';

const modules = 'app/modules';

export const PLANTED_VIOLATIONS: PlantedViolation[] = [
  ...refused('module-order', [
    { from: `${modules}/ledger/commands/a.server.ts`, to: `${modules}/invoicing/queries/b.server.ts` },
    { from: `${modules}/audit/commands/a.server.ts`, to: `${modules}/close/commands/b.server.ts` },
    { from: `${modules}/payments/rules/a.ts`, to: `${modules}/disputes/types.ts`, typeOnly: true },
  ]),
  ...refused('every-module-is-listed', [
    { from: 'app/workflows/a1.server.ts', to: `${modules}/unlisted/queries/b.server.ts` },
    { from: `${modules}/unlisted/commands/a.server.ts`, to: 'app/kernel/k.ts' },
  ]),
  ...refused('module-private-parts', [
    { from: `${modules}/invoicing/commands/a.server.ts`, to: `${modules}/ledger/rules/b.ts` },
    { from: `${modules}/invoicing/rules/a2.ts`, to: `${modules}/ledger/forms.ts` },
    { from: 'app/routes/staff/a1.tsx', to: `${modules}/ledger/rules/b2.ts` },
    { from: 'app/routes/staff/a2.tsx', to: `${modules}/ledger/jobs.server.ts` },
    { from: 'app/workflows/a2.server.ts', to: `${modules}/ledger/rules/b3.ts` },
  ]),
  ...refused('commands-do-no-network', [
    { from: `${modules}/payments/commands/a1.server.ts`, to: 'app/platform/stripe/gateway.server.ts' },
    { from: `${modules}/payments/queries/a2.server.ts`, to: 'app/platform/config/config.server.ts' },
  ]),
  ...refused('modules-know-no-caller', [
    { from: `${modules}/payments/commands/a3.server.ts`, to: 'app/workflows/b.server.ts' },
    { from: `${modules}/delivery/commands/a4.server.ts`, to: 'emails/e.tsx' },
  ]),
  ...refused('module-code-draws-nothing', [
    { from: `${modules}/payments/rules/a5.ts`, to: 'app/ui/button.tsx' },
    { from: `${modules}/payments/queries/a6.server.ts`, to: `${modules}/payments/ui/badge.tsx` },
  ]),
  ...refused('kernel-imports-nothing', [
    { from: 'app/kernel/a1.ts', to: 'zod' },
    { from: 'app/kernel/a2.ts', to: 'node:fs' },
  ]),
  ...refused('pure-files-stay-pure', [
    { from: `${modules}/ledger/rules/a1.ts`, to: `${modules}/ledger/queries/b1.server.ts` },
    { from: `${modules}/ledger/types.ts`, to: 'app/platform/db/read.ts' },
    { from: `${modules}/company/forms.ts`, to: `${modules}/company/queries/b2.server.ts`, typeOnly: true },
    { from: `${modules}/ledger/ui/a3.tsx`, to: 'app/platform/http/page.ts' },
    { from: `${modules}/ledger/rules/a4.ts`, to: 'node:fs' },
  ]),
  ...refused('a-file-without-server-is-pure', [
    { from: 'app/workflows/a3.ts', to: `${modules}/ledger/queries/b3.server.ts` },
    { from: 'app/platform/db/a1.ts', to: 'app/platform/db/b.server.ts' },
  ]),
  ...refused('platform-knows-no-domain', [
    { from: 'app/platform/mail/a1.server.ts', to: `${modules}/ledger/types.ts`, typeOnly: true },
    { from: 'app/platform/mail/a2.server.ts', to: 'emails/e.tsx' },
    { from: 'app/platform/jobs/a3.server.ts', to: 'app/workflows/b.server.ts' },
  ]),
  ...refused('ui-knows-no-domain', [
    { from: 'app/ui/a1.tsx', to: `${modules}/ledger/types.ts` },
    { from: 'app/ui/a2.tsx', to: `${modules}/ledger/queries/b.ts` },
  ]),
  ...refused('emails-know-only-kernel', [
    { from: 'emails/a1.tsx', to: `${modules}/company/types.ts`, typeOnly: true },
    { from: 'emails/a2.tsx', to: 'app/ui/button.tsx' },
  ]),
  ...refused('workflows-draw-nothing', [
    { from: 'app/workflows/a4.server.ts', to: 'app/platform/http/guard.server.ts' },
    { from: 'app/workflows/a5.server.ts', to: 'app/ui/button.tsx' },
  ]),
  ...refused('routes-are-leaves', [
    { from: 'app/routes/portal/a1.tsx', to: 'app/routes/staff/shared.ts' },
    { from: 'app/routes/preferences.ts', to: 'app/routes/staff/shared.ts' },
    { from: 'scripts/a1.ts', to: 'app/routes/staff/shared.ts' },
  ]),
  ...refused('sql-only-in-modules', [
    { from: 'app/routes/staff/a3.tsx', to: 'db/types.generated.ts', typeOnly: true },
    { from: 'app/ui/a3.tsx', to: 'db/types.generated.ts', typeOnly: true },
    { from: 'app/workflows/a6.server.ts', to: 'app/platform/db/pool.server.ts' },
    { from: 'app/workflows/a7.server.ts', to: 'kysely' },
  ]),
  ...refused('one-door-per-vendor', [{ from: 'app/workflows/a7.server.ts', to: 'kysely' }]),
  ...refused('routes-reach-no-gateway', [
    { from: 'app/routes/portal/a2.tsx', to: 'app/platform/stripe/gateway.server.ts' },
    { from: 'app/routes/staff/a4.tsx', to: 'app/platform/jobs/queue.server.ts' },
  ]),
  ...refused('the-product-knows-no-tool', [
    { from: 'app/platform/stripe/a1.server.ts', to: 'scripts/tool.ts' },
    { from: 'app/workflows/a8.server.ts', to: 'tests/support/database.ts' },
  ]),
  ...refused('stand-ins-know-no-domain', [
    { from: 'stand-ins/stripe/a1.ts', to: `${modules}/payments/types.ts`, typeOnly: true },
  ]),
  ...refused('one-door-per-vendor', [
    { from: `${modules}/payments/commands/v1.server.ts`, to: 'stripe' },
    { from: `${modules}/delivery/commands/v2.server.ts`, to: 'resend' },
    { from: 'app/workflows/v3.server.ts', to: 'react-email' },
    { from: `${modules}/ledger/queries/v4.server.ts`, to: 'pg' },
    { from: `${modules}/ledger/rules/v5.ts`, to: 'kysely', typeOnly: true },
    { from: 'app/platform/http/v6.server.ts', to: 'lucia' },
    { from: `${modules}/ledger/jobs.server.ts`, to: 'pg-boss' },
    { from: `${modules}/documents/commands/v7.server.ts`, to: '@myriaddreamin/typst-ts-node-compiler' },
    { from: `${modules}/customers/commands/v8.server.ts`, to: '@node-rs/argon2' },
    { from: `${modules}/customers/commands/v9.server.ts`, to: 'otpauth' },
    { from: `${modules}/customers/ui/v10.tsx`, to: 'react-router' },
  ]),
  ...refused('settings-have-one-door', [{ from: 'app/platform/mail/a4.server.ts', to: 'node:process' }]),
  ...refused('no-circular', [{ from: 'app/ui/loop-a.tsx', to: 'app/ui/loop-b.tsx' }]),
  ...refused('no-orphans', [{ from: 'app/ui/lonely.tsx', to: NOTHING }]),
  ...refused('everything-resolves', [{ from: 'scripts/a2.ts', to: 'app/kernel/does-not-exist.ts' }]),
  ...refused('packages-are-declared', [{ from: 'scripts/a3.ts', to: 'came-by-chance' }]),
  ...refused('no-test-package-in-the-product', [{ from: 'app/platform/http/a1.ts', to: 'fast-check' }]),
];

/** The other half of the table: what docs/style.md allows must pass, or a rule is too wide. */
export const ALLOWED_IMPORTS: PlantedImport[] = [
  // The way back of the planted circle; the cruiser reports a circle once.
  { from: 'app/ui/loop-b.tsx', to: 'app/ui/loop-a.tsx' },
  { from: `${modules}/ledger/rules/ok.ts`, to: 'app/kernel/k.ts' },
  { from: `${modules}/ledger/rules/ok.ts`, to: `${modules}/company/types.ts` },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: `${modules}/ledger/commands/post.server.ts` },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: `${modules}/ledger/queries/b1.server.ts` },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: `${modules}/invoicing/rules/own.ts` },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: 'app/platform/db/in-transaction.server.ts' },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: 'app/platform/jobs/queue.server.ts' },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: 'app/platform/stripe/gateway.server.ts', typeOnly: true },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: 'kysely' },
  { from: `${modules}/invoicing/commands/ok.server.ts`, to: 'db/types.generated.ts', typeOnly: true },
  { from: `${modules}/invoicing/forms.ts`, to: 'zod' },
  { from: `${modules}/invoicing/ui/ok.tsx`, to: 'app/ui/button.tsx' },
  { from: `${modules}/invoicing/ui/ok.tsx`, to: `${modules}/invoicing/forms.ts` },
  { from: `${modules}/invoicing/ui/ok.tsx`, to: `${modules}/invoicing/rules/own.ts` },
  { from: `${modules}/auth/commands/ok.server.ts`, to: 'lucia' },
  { from: `${modules}/auth/commands/ok.server.ts`, to: '@node-rs/argon2' },
  { from: `${modules}/payments/jobs.server.ts`, to: 'app/platform/stripe/gateway.server.ts' },
  { from: 'app/workflows/ok.server.ts', to: `${modules}/close/commands/b.server.ts` },
  { from: 'app/workflows/ok.server.ts', to: 'app/platform/pdf/render.server.ts' },
  { from: 'app/workflows/ok.server.ts', to: 'emails/e.tsx' },
  { from: 'app/workflows/ok.server.ts', to: `${modules}/payments/jobs.server.ts` },
  { from: 'app/platform/stripe/gateway.server.ts', to: 'stripe' },
  { from: 'app/platform/mail/ok.server.ts', to: 'resend' },
  { from: 'app/platform/db/pool.server.ts', to: 'pg' },
  { from: 'app/platform/db/ok.server.ts', to: 'app/platform/db/pool.server.ts' },
  { from: 'app/platform/config/config.server.ts', to: 'node:process' },
  { from: 'app/routes/staff/ok.tsx', to: 'app/routes/staff/shared.ts' },
  { from: 'app/routes/staff/ok.tsx', to: `${modules}/ledger/ui/balance.tsx` },
  { from: 'app/routes/staff/ok.tsx', to: `${modules}/ledger/queries/b1.server.ts` },
  { from: 'app/routes/staff/ok.tsx', to: 'app/workflows/ok.server.ts' },
  { from: 'app/routes/staff/ok.tsx', to: 'app/platform/http/guard.server.ts' },
  { from: 'app/routes/staff/ok.tsx', to: 'react-router' },
  { from: 'app/routes/webhooks/ok.ts', to: 'app/platform/stripe/gateway.server.ts' },
  { from: 'app/ui/button.tsx', to: 'app/kernel/k.ts' },
  { from: 'emails/e.tsx', to: 'react-email' },
  { from: `${modules}/ledger/rules/ok.test.ts`, to: 'fast-check' },
  { from: `${modules}/ledger/rules/ok.test.ts`, to: `${modules}/close/commands/b.server.ts` },
  { from: 'tests/scenarios/ok.test.ts', to: `${modules}/ledger/rules/b.ts` },
  { from: 'scripts/ok.ts', to: 'pg' },
  { from: 'scripts/ok.ts', to: `${modules}/ledger/rules/b.ts` },
  { from: 'stand-ins/stripe/ok.ts', to: 'stripe' },
];
