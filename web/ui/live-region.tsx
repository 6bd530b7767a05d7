import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  // Nothing takes no room, not even a gap.
  region: { minWidth: 0, ':empty': { position: 'absolute' } },
});

/** What comes here later is read out by screen readers. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  return (
    <div className={useStyles().region} role="status">
      {children}
    </div>
  );
}
