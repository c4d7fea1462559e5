import { layout, type RouteConfig, route } from '@react-router/dev/routes';

export default [
  route('preferences', 'routes/preferences.ts'),
  layout('routes/auth/layout.tsx', [
    route('sign-in', 'routes/auth/sign-in.tsx'),
    route('sign-in/code', 'routes/auth/sign-in-code.tsx'),
    route('l/:token', 'routes/auth/sign-in-link.tsx'),
    route('i/:token/renew', 'routes/auth/renew-link.tsx'),
    route('staff/sign-in', 'routes/auth/staff-sign-in.tsx'),
    route('staff/sign-in/code', 'routes/auth/staff-sign-in-code.tsx'),
    route('staff/sign-in/enrol', 'routes/auth/staff-enrol.tsx'),
    route('account/sessions', 'routes/auth/portal-sessions.tsx'),
    route('staff/account', 'routes/auth/staff-sessions.tsx'),
  ]),
  route('sign-out', 'routes/auth/sign-out.ts'),
  route('switch-customer', 'routes/auth/switch-customer.ts'),
  route('webhooks/stripe', 'routes/webhooks/stripe.ts'),
  route('webhooks/resend', 'routes/webhooks/resend.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
