import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ToastMessage } from './toast-message.ts';

const shownForMs = 5_000;
/** Until it is taken away by hand or by the next ones. */
const forever = -1;

/** Shows each message once. */
export function ToastHost({ messages }: { readonly messages: readonly ToastMessage[] }) {
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);
  const shown = useRef(0);
  useEffect(() => {
    for (const { intent, title, body } of messages.slice(shown.current)) {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body !== undefined && <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' ? forever : shownForMs, pauseOnHover: true },
      );
    }
    shown.current = messages.length;
  }, [messages, dispatchToast]);
  return <Toaster toasterId={toasterId} position="bottom-end" limit={4} />;
}
