import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useState } from 'react';
import type { ToastMessage } from './toast-message.ts';

type ShowToast = (message: ToastMessage) => void;

const Show = createContext<ShowToast>(() => {});
const ToastHost = lazy(async () => ({ default: (await import('./toast-host.tsx')).ToastHost }));

/** Its code is loaded when the first toast is shown. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  const show = useCallback<ShowToast>((message) => setMessages((before) => [...before, message]), []);
  return (
    <Show value={show}>
      {children}
      {messages.length > 0 && (
        <Suspense>
          <ToastHost messages={messages} />
        </Suspense>
      )}
    </Show>
  );
}

/** Says in a corner what was done: `toast({ intent: 'success', title: t('saved') })`. */
export function useToast(): ShowToast {
  return use(Show);
}
