import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router';
import { ErrorPage } from '#app/ui/error-page.tsx';
import { FormPage, InvoicePage, OverviewPage } from './portal-pages.tsx';
import { CustomerPage, StaffPartsPage, TodayPage } from './staff-pages.tsx';

const flash = { tone: 'positive', text: 'Payment of £700.00 recorded.' };

/** Every part of the design system, put together as the real pages do it. Made-up companies and figures. */
export const galleryPages: Record<string, { path: string; page: ReactNode; flash?: boolean }> = {
  'portal-overview': { path: '/Overview', page: <OverviewPage /> },
  'portal-invoice': { path: '/Invoices', page: <InvoicePage /> },
  'portal-form': { path: '/pay', page: <FormPage failed={false} />, flash: true },
  'portal-form-errors': { path: '/pay', page: <FormPage failed /> },
  'staff-today': { path: '/staff', page: <TodayPage /> },
  'staff-customer': { path: '/staff/customers', page: <CustomerPage /> },
  'staff-parts': { path: '/staff/parts', page: <StaffPartsPage /> },
  'error-500': {
    path: '/x',
    page: <ErrorPage error={new Error('hidden')} reference="2f1c6c1e-5a5e-4f0e-9d57-0d3a8f1f2b11" />,
  },
};

/** One page as a document with the built stylesheet in it; no script, so what is seen is what the server sends. */
export async function renderGalleryPage(
  name: string,
  { css, theme }: { css: string; theme: 'light' | 'dark' },
): Promise<string> {
  const entry = galleryPages[name];
  if (!entry) throw new Error(`no gallery page ${name}`);
  const handler = createStaticHandler([
    {
      id: 'root',
      path: '*',
      loader: () => ({ theme, density: 'comfortable', flash: entry.flash ? flash : null }),
      element: entry.page,
    },
  ]);
  const context = await handler.query(new Request(`http://gallery.test${entry.path}`));
  if (context instanceof Response) throw new Error('the gallery does not redirect');
  const router = createStaticRouter(handler.dataRoutes, context);
  const body = renderToString(<StaticRouterProvider router={router} context={context} hydrate={false} />);
  const title = /<title>(.*?)<\/title>/.exec(body)?.[1] ?? name;
  return `<!doctype html><html lang="en-GB" data-theme="${theme}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${css}</style></head><body>${body.replace(/<title>.*?<\/title>/, '')}</body></html>`;
}
