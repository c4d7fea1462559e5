import { type RouteConfig, route } from '@react-router/dev/routes';

export default [route('preferences', 'routes/preferences.ts')] satisfies RouteConfig;
