import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { factsInPage, RequestFactsProvider, rememberReferences } from '#app/ui/request-reference.tsx';

const facts = factsInPage();
rememberReferences();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RequestFactsProvider facts={facts}>
        <HydratedRouter />
      </RequestFactsProvider>
    </StrictMode>,
  );
});
