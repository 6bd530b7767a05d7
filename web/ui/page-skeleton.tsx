import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { width: '240px', maxWidth: '60%' },
  lead: { width: '480px', maxWidth: '90%' },
});

/** The shape of a page that is on its way. */
export function PageSkeleton({ label, rows = 5 }: { readonly label: string; readonly rows?: number }) {
  const styles = useStyles();
  return (
    <Skeleton className={styles.skeleton} aria-label={label} aria-busy>
      <SkeletonItem className={styles.title} size={32} />
      <SkeletonItem className={styles.lead} size={16} />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <SkeletonItem key={row} size={48} />
      ))}
    </Skeleton>
  );
}
