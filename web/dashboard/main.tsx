import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ToastProvider } from '../ui/toasts.tsx';
import { startTexts } from './i18n/i18n.ts';
import { queryClient, router } from './router/router.ts';
import { AppearanceProvider, useAppearance } from './shell/appearance.tsx';
import { darkTheme, lightTheme } from './shell/theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

function App() {
  const { shown } = useAppearance();
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={shown === 'dark' ? darkTheme : lightTheme} targetDocument={document}>
        <QueryClientProvider client={queryClient}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

const place = document.getElementById('app');
if (!place) throw new Error('no #app in index.html');
await startTexts();
createRoot(place).render(
  <StrictMode>
    <AppearanceProvider>
      <App />
    </AppearanceProvider>
  </StrictMode>,
);
