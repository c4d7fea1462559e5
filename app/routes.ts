import { type RouteConfig, route } from '@react-router/dev/routes';

export default [
  route('preferences', 'routes/preferences.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
